/** Makes deck.gl's WebGL devices from code that is already here. */
import type { DeviceProps } from '@luma.gl/core'
import { WebGLDevice, webgl2Adapter } from '@luma.gl/webgl'

/**
 * luma.gl fetches its device class when a picture is first needed. A link that drops just then would leave
 * the units undrawn until a reload; with this the class comes in the same file as the map.
 */
export function keepGraphicsAtHand(): void {
  webgl2Adapter.create = async (props = {}) => new WebGLDevice(props)
  webgl2Adapter.attach = async (handle, props = {}) =>
    WebGLDevice.getDeviceFromContext(handle as WebGL2RenderingContext) ??
    new WebGLDevice(around(handle as WebGL2RenderingContext, props))
}

/** Whoever made the context resizes its canvas. */
const around = (context: WebGL2RenderingContext, props: DeviceProps): DeviceProps => ({
  ...props,
  _handle: context,
  createCanvasContext: { canvas: context.canvas, autoResize: false },
})

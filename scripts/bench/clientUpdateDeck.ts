/** A deck.gl of the bench's own, without a map under it, and small: its software drawing is not what is measured. */
import { Deck, type Layer, MapView } from '@deck.gl/core'
import { VIEW } from './clientUpdateUnits.ts'

const PIXELS = 16

export type BenchDeck = {
  /** Takes layers in; attributes are filled and handed to the GPU's queue before it returns. */
  show(layers: Layer[]): void
  /** Resolves after the next picture. */
  drawn(): Promise<void>
  layer(id: string): Layer | undefined
}

export async function openDeck(parent: HTMLElement): Promise<BenchDeck> {
  let shown: Layer[] = []
  const waiting: (() => void)[] = []
  const deck = new PromptDeck({
    parent: parent as HTMLDivElement,
    width: PIXELS,
    height: PIXELS,
    useDevicePixels: false,
    views: new MapView(),
    viewState: VIEW,
    layers: [],
    onAfterRender() {
      for (const done of waiting.splice(0)) done()
    },
  })
  const drawn = () => new Promise<void>((resolve) => waiting.push(resolve))
  await drawn()
  return {
    drawn,
    show(layers) {
      shown = layers
      deck.setProps({ layers })
      deck.updateNow()
    },
    layer: (id) => shown.find((each) => each.id === id),
  }
}

/** The layers are updated at once and not with the next picture, so that the one can be timed without the other. */
class PromptDeck extends Deck<MapView> {
  updateNow(): void {
    this.layerManager?.updateLayers()
  }
}

/** A number of the places a layer holds for the GPU. */
export function firstAttribute(deck: BenchDeck, id: string, index: number): number | undefined {
  const attributes = deck.layer(id)?.getAttributeManager()?.getAttributes()
  const value = attributes?.instancePositions?.value as ArrayLike<number> | undefined
  return value?.[index]
}

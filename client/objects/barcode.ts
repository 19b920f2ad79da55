/** Reads the code in a photo where the browser can (Chrome on Android does); elsewhere it is typed, or a hand scanner types it. */

type Detector = { detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]> }
type Scanning = { readonly BarcodeDetector?: new () => Detector }

const scanning = (): Scanning['BarcodeDetector'] => (globalThis as Scanning).BarcodeDetector

export const readsCodes = (): boolean => scanning() !== undefined

/** The first code seen in the photo; of an address, what stands after its last slash. */
export async function codeIn(photo: Blob): Promise<string | undefined> {
  const Reader = scanning()
  if (!Reader) return undefined
  const image = await createImageBitmap(photo)
  const [seen] = await new Reader().detect(image).finally(() => image.close())
  return seen?.rawValue.split('/').at(-1)?.trim() || undefined
}

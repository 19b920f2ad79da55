/** Serves one page of a browser test as the console's own are served: built in memory, worker and fonts as files. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { build } from 'vite'

export type ServedPage = { readonly url: string; stop(): void }

/** `entry` is the page's script, from the top of the project. */
export async function servePage(entry: string): Promise<ServedPage> {
  const files = await built(entry)
  const server = createServer(({ url }, response) => {
    const file = files.get(url ?? '')
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, stop: () => void server.close() }
}

type Files = ReadonlyMap<string, { readonly type: string; readonly body: string | Uint8Array }>

async function built(entry: string): Promise<Files> {
  const result = await build({
    configFile: false,
    root: 'client',
    logLevel: 'error',
    build: { write: false, minify: false, rollupOptions: { input: entry } },
  })
  if (!('output' in result)) throw new Error('The build answered with several results or none')
  const files = new Map<string, { type: string; body: string | Uint8Array }>()
  for (const file of result.output) {
    const body = file.type === 'chunk' ? file.code : file.source
    files.set(`/${file.fileName}`, { type: types[extname(file.fileName)] ?? 'font/woff2', body })
  }
  const styles = [...files.keys()].filter((name) => name.endsWith('.css'))
  const script = result.output.find((file) => file.type === 'chunk' && file.isEntry)?.fileName
  const body = `<!doctype html>${styles.map((name) => `<link rel="stylesheet" href="${name}">`).join('')}
    <div id="map" style="position:absolute;inset:0"></div><script type="module" src="/${script}"></script>`
  return files.set('/', { type: 'text/html', body })
}

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
}

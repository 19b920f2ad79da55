/** A page of the bench, built in memory and served to a browser on this machine. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { build } from 'vite'
import type { Parts } from '../parts.ts'

type File = { readonly type: string; readonly body: string | Uint8Array }

/** Answers the page's address. */
export async function servePage(parts: Parts, script: string): Promise<string> {
  const files = await builtPage(script)
  const server = createServer(({ url }, response) => {
    const file = files.get(url ?? '')
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await parts.add(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function builtPage(script: string): Promise<ReadonlyMap<string, File>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, rollupOptions: { input: script } },
  })
  if (!('output' in result)) throw new Error('The build answered with several results or none')
  const files = new Map<string, File>()
  for (const file of result.output) {
    const body = file.type === 'chunk' ? file.code : file.source
    files.set(`/${file.fileName}`, {
      type: types[extname(file.fileName)] ?? 'application/octet-stream',
      body,
    })
  }
  const entry = result.output.find((file) => file.type === 'chunk' && file.isEntry)
  const styles = [...files.keys()].filter((name) => name.endsWith('.css'))
  const body = `<!doctype html>${styles.map((name) => `<link rel="stylesheet" href="${name}">`).join('')}
    <div id="map" style="position:absolute;inset:0"></div><script type="module" src="/${entry?.fileName}"></script>`
  return files.set('/', { type: 'text/html', body })
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

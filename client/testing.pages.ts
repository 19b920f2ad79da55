/** Serves the pages of browser tests as the console's own are served: built, from one origin, under the strict policy. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative } from 'node:path'
import { build, type Rolldown } from 'vite'
import { root } from '../server/root.ts'

export type ServedPages = {
  /** Beneath it each page has the path of its script, from the top of the project. */
  readonly url: string
  stop(): void
}

/** As strict as the console's own (`server/app.ts`). */
const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws:"

/** Builds them together when the first is asked for: most of what they are made of is the same, and a run may need none. */
export async function servePages(scripts: readonly string[]): Promise<ServedPages> {
  let built: Promise<Files> | undefined
  const server = createServer(async ({ url }, response) => {
    built ??= builtPages(scripts)
    const file = await built.then(
      (files) => files.get(url ?? ''),
      (error: Error) => ({ type: 'text/plain', body: error.message }),
    )
    response
      .writeHead(file ? 200 : 404, {
        'content-type': file?.type ?? 'text/plain',
        'content-security-policy': policy,
      })
      .end(file?.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => void server.close(),
  }
}

type Files = ReadonlyMap<string, { readonly type: string; readonly body: string | Uint8Array }>

async function builtPages(scripts: readonly string[]): Promise<Files> {
  const result = await build({
    configFile: false,
    root: join(root, 'client'),
    logLevel: 'error',
    // As the console runs: NODE_ENV is vitest's here, and would choose React's slow build.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 0,
      rollupOptions: { input: scripts.map((script) => join(root, script)) },
    },
  })
  if (!('output' in result)) throw new Error('The build answered with several results or none')
  const files = new Map<string, { type: string; body: string | Uint8Array }>()
  for (const file of result.output) {
    const body = file.type === 'chunk' ? file.code : file.source
    files.set(`/${file.fileName}`, {
      type: types[extname(file.fileName)] ?? 'application/octet-stream',
      body,
    })
  }
  const chunks = new Map(
    result.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
  )
  for (const { isEntry, facadeModuleId, fileName } of chunks.values()) {
    if (!isEntry || !facadeModuleId) continue
    files.set(`/${relative(root, facadeModuleId)}`, { type: 'text/html', body: documentOf(fileName, chunks) })
  }
  return files
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>

const documentOf = (script: string, chunks: Chunks): string =>
  `<!doctype html><link rel="icon" href="data:,">
  ${[...stylesOf(script, chunks)].map((name) => `<link rel="stylesheet" href="/${name}">`).join('')}
  <style>#map, .map-pane { position: absolute; inset: 0 }</style>
  <div id="map"></div><script type="module" src="/${script}"></script>`

/** Its own after those of what it imports, as Vite puts them into a page. */
function stylesOf(script: string, chunks: Chunks): Set<string> {
  const chunk = chunks.get(script)
  const imported = chunk?.imports.flatMap((name) => [...stylesOf(name, chunks)]) ?? []
  return new Set([...imported, ...(chunk?.viteMetadata?.importedCss ?? [])])
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

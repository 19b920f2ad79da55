/** Reads a shapefile with its table; only WGS 84 is taken, because a wrong datum moves a street by half a kilometre. */
import { existsSync, readFileSync } from 'node:fs'
import type { Feature } from 'geojson'
import { open } from 'shapefile'
import { Unusable } from './features.ts'

export async function* readShapefile(path: string): AsyncIterable<Feature> {
  const beside = (ending: string) => path.replace(/\.shp$/, ending)
  checkProjection(path, beside('.prj'))
  if (!existsSync(beside('.dbf')))
    throw new Unusable(
      `${path} has no table beside it (${beside('.dbf')}): without it nothing says what its shapes are.`,
    )
  // The table's encoding stands in a file of its own; today's are UTF-8.
  const encoding = existsSync(beside('.cpg')) ? readFileSync(beside('.cpg'), 'latin1').trim() : 'utf-8'
  const source = await open(path, beside('.dbf'), { encoding })
  for (;;) {
    const { done, value } = await source.read()
    if (done) return
    yield value
  }
}

function checkProjection(path: string, projection: string): void {
  if (!existsSync(projection))
    throw new Unusable(
      `${path} has no ${projection} beside it, so its datum is unknown. Only WGS 84 longitude and latitude is read.`,
    )
  const text = readFileSync(projection, 'latin1')
  if (/^GEOGCS/i.test(text.trim()) && /WGS_?(19)?84/i.test(text)) return
  const name = /"([^"]+)"/.exec(text)?.[1] ?? text.slice(0, 60)
  throw new Unusable(
    `${path} is in "${name}". Only WGS 84 longitude and latitude is read: convert it first, for example with ogr2ogr -t_srs EPSG:4326.`,
  )
}

/** Draws over HTTP. */
import { exportDraw, listDraws, makeDraw, previewDraw, readDraw } from '#contract/draws.ts'
import { dayOf } from '#contract/objects.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { Refused } from '../errors.ts'
import { allDraws, countPool, drawById, drawnRows, drawTexts } from './drawQueries.ts'
import { drawAtRandom, textWith } from './draws.ts'

export function drawRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  const maySee = requires(needs, 'draw.see')

  commandRoute(app, needs, makeDraw, 'draw.make', drawAtRandom)
  app.route({ ...listDraws, preHandler: maySee, handler: () => allDraws(db) })
  app.route({
    ...previewDraw,
    preHandler: maySee,
    handler: ({ query: { kinds, ...query } }) =>
      countPool(db, { ...query, ...(kinds ? { kinds: [kinds] } : {}), today: dayOf(now()) }),
  })
  app.route({
    ...readDraw,
    preHandler: maySee,
    handler: async ({ params: { id } }) => {
      const draw = await drawById(db, id)
      if (!draw) throw noDraw(id)
      return { draw, rows: await drawnRows(db, id) }
    },
  })
  app.route({
    ...exportDraw,
    schema: {
      params: readDraw.schema.params,
      tags: ['objects'],
      summary: 'All that is needed to draw again, as a file',
    },
    preHandler: maySee,
    handler: async (request, reply) => {
      const { id } = request.params
      const [draw, texts] = [await drawById(db, id), await drawTexts(db, id)]
      if (!draw || !texts) throw noDraw(id)
      const { algorithm, seed, asked, inputsHash, at } = draw
      const inputs = textWith({ ...asked, algorithm, seed }, texts.objects, texts.officers)
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="draw-${id}.json"`)
        .send(
          `{"draw":${id},"at":${at},"inputs":${inputs},"inputsHash":"${inputsHash}","result":${resultText(texts.result)}}\n`,
        )
    },
  })
}

/** In the order of keys in which the draw itself writes it: jsonb keeps an order of its own. */
const resultText = (result: readonly { object: number; officers: readonly number[] }[]): string =>
  JSON.stringify(result.map(({ object, officers }) => ({ object, officers })))

const noDraw = (id: number): Refused =>
  new Refused(404, 'no_draw', { zh: `没有第 ${id} 次抽取`, en: `There is no draw ${id}` }, 'params/id')

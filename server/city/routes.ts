/** The city's standing data over HTTP: what a console loads once. */
import { readCity } from '#contract/city.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { allThresholds } from '../tickets/clockQueries.ts'
import { allCategories, allLimits, allOrganisations, allPlaces, recentHolidays } from './queries.ts'

export function cityRoutes(app: App, needs: Pick<Needs, 'db' | 'env' | 'now'>): void {
  const { db, env, now } = needs
  app.route({
    ...readCity,
    preHandler: requires(needs, 'board.see'),
    handler: async () => {
      const [organisations, categories, places, holidays, thresholds, limits] = await Promise.all([
        allOrganisations(db),
        allCategories(db),
        allPlaces(db),
        recentHolidays(db, now()),
        allThresholds(db),
        allLimits(db),
      ])
      return { organisations, categories, places, holidays, thresholds, limits, demo: env.demo }
    },
  })
}

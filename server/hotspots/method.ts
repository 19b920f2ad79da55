/** How hotspots are reckoned, as every answer says it. */
import type { HotspotMethod } from '#contract/hotspotAnswers.ts'
import { KEPT_RATE, RATE } from './clusters.ts'
import { LEAST } from './judge.ts'
import type { Reckoned } from './reckoning.ts'

export const methodOf = ({ now, view }: Reckoned): HotspotMethod => ({
  statistic: 'Getis-Ord Gi*, standardised, binary weights with self (Ord and Getis 1995, eq. 14)',
  values:
    'tickets of each place and half of the window less the usual there; cancelled, returned and fused ones do not count',
  neighbours:
    view.ground === 'grid'
      ? 'the H3 hexagon (resolution 9) and the six around it, in both halves of the window'
      : 'the piece of bank or road (250 m), the one before and the one after, in both halves of the window',
  usual:
    'the same hours of the week in up to 8 earlier windows, drawn towards the place’s share of all tickets of the kind times the city’s rhythm (weight of 4 windows), one ticket more at each place: what is always many is usual, and no hotspot',
  chance:
    'two-sided p value over all permutations that hand the window’s tickets out anew, in proportion to the usual and to what a place was given (Pólya’s urn: beta-binomial, counted exactly, no seed); the urn is as full as the usual is well known and the past did not vary more',
  control: 'Benjamini and Hochberg 1995 over all places of the view, at each reckoning',
  chronic:
    'Gi* of the earlier windows together, without the greatest of each place, over the whole city; two-sided p value over all ways to deal the places’ counts out anew, counted exactly; Benjamini and Hochberg; above the city’s level in at least three of four earlier windows',
  parameters: {
    rate: RATE,
    keptRate: KEPT_RATE,
    least: LEAST,
    pastWindows: now.counts.pastWindows,
    places: now.counts.places,
    tickets: now.counts.tickets,
    usual: Math.round(now.counts.usualTickets * 100) / 100,
    dispersion: Math.round(now.dispersion * 1000) / 1000,
    urn: Math.round(now.urn().size * 10) / 10,
  },
})

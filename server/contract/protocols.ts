/** The doors a position may come through. A fix names its own by its number in this list: it only ever grows at the end. */

/** `feed` reports for many devices; the others for themselves. */
export const protocols = ['http', 'feed', 'osmand', 'ais', 'jt808', 'h02', 'gb28181', 'cot'] as const
export type Protocol = (typeof protocols)[number]

/** The circles people usually ask for, and how small and large one may be; metres. */

export const radii = [100, 300, 500, 1000, 3000] as const
export const RADIUS = { least: 10, most: 50_000 } as const

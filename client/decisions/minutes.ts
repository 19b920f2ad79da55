/** Seconds as the minutes that people speak of. */

export const inMinutes = (seconds: number): string => (seconds / 60).toFixed(1)

/** `+2.1`, `-0.5`. */
export const signedMinutes = (seconds: number): string => `${seconds > 0 ? '+' : ''}${inMinutes(seconds)}`

/** The part of ggencoder that is used: it carries no types of its own. */
declare module 'ggencoder' {
  export class AisDecode {
    constructor(sentence: string, session?: object)
    readonly valid: boolean
    readonly aistype: number
    readonly mmsi: string
    readonly lon?: number
    readonly lat?: number
    readonly sog?: number
    readonly cog?: number
    readonly hdg?: number
    readonly shipname?: string
    readonly callsign?: string
    readonly cargo?: number
    readonly length?: number
    readonly part?: number
    readonly navstatus?: number
    GetInt(start: number, length: number, signed?: boolean): number
  }
}

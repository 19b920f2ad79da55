/** What goes to the consoles, counted for `/metrics`. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type LiveMetrics = ReturnType<typeof liveMetrics>

export function liveMetrics(registry: Registry, consoles: () => number) {
  const registers = [registry]
  new Gauge({
    name: 'live_consoles',
    help: 'Consoles connected',
    registers,
    collect() {
      this.set(consoles())
    },
  })
  const frames = new Counter({
    name: 'live_frames_total',
    help: 'Frames sent, counted once for each console',
    labelNames: ['kind'],
    registers,
  })
  const bytes = new Counter({
    name: 'live_frame_bytes_total',
    help: 'Bytes of frames sent, counted once for each console',
    labelNames: ['kind'],
    registers,
  })
  return {
    /** `readers`: how many consoles a frame of so many bytes went to. */
    sent(kind: 'delta' | 'full', byteLength: number, readers: number): void {
      frames.inc({ kind }, readers)
      bytes.inc({ kind }, byteLength * readers)
    },
    encode: new Histogram({
      name: 'live_frame_encode_seconds',
      help: 'Time to encode the frame of one tick, once for all consoles',
      buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05],
      registers,
    }),
    facts: new Counter({ name: 'live_facts_total', help: 'Events of the log pushed to consoles', registers }),
    skipped: new Counter({
      name: 'live_frames_skipped_total',
      help: 'Frames not sent to a console because it had not read the ones before',
      registers,
    }),
    refused: new Counter({
      name: 'live_views_refused_total',
      help: 'Views that consoles asked for and that were none',
      registers,
    }),
    cut: new Counter({
      name: 'live_consoles_cut_total',
      help: 'Consoles cut because they stopped reading',
      registers,
    }),
  }
}

/** `npm run -s decode -- <protocol>`: reads a message a line, and prints what the console makes of it, a JSON line each. */
import { decoders } from './decode/decoders.ts'

const usage = `npm run -s decode -- ${Object.keys(decoders).join(' | ')}  < messages.txt
  A message a line: JT/T 808 in hex, AIS sentences of one message parted by spaces, the others as text or base64.
  Answers a JSON line each: {ok, kind, device, positions: [{at, lng, lat, speed, heading, altitude, accuracy, valid}], error}`

const decode = decoders[process.argv[2] ?? '']
if (!decode) {
  console.error(usage)
  process.exit(1)
}

const LINE_END = 0x0a

// Bytes, not text: a line may be in GB18030, or binary.
let rest: Buffer = Buffer.alloc(0)
for await (const bytes of process.stdin as AsyncIterable<Buffer>) {
  rest = Buffer.concat([rest, bytes])
  const end = rest.lastIndexOf(LINE_END) + 1
  printLines(rest.subarray(0, end))
  rest = rest.subarray(end)
}
printLines(Buffer.concat([rest, Buffer.of(LINE_END)]))

function printLines(lines: Buffer): void {
  let from = 0
  let answers = ''
  for (let end = lines.indexOf(LINE_END); end >= 0; end = lines.indexOf(LINE_END, from)) {
    const line = lines.subarray(from, end)
    from = end + 1
    if (line.some((byte) => byte > 0x20)) answers += `${JSON.stringify(decode?.(line, Date.now()))}\n`
  }
  process.stdout.write(answers)
}

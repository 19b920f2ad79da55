/** The socket: hello, frames and facts come in here, and its silences are noticed here. */
import { io, type Socket } from 'socket.io-client'
import type { ConsoleMessages, Hello, ServerMessages } from '#contract/live.ts'
import type { Role } from '#contract/roles.ts'
import { seesWholeLog } from '#contract/roles.ts'
import { readSession } from '#contract/session.ts'
import { call } from './api.ts'
import { clockSkew, learnServerTime, serverNow } from './clock.ts'
import { createFollower, type Follower } from './follow.ts'
import {
  caughtUp,
  fetchingMissed,
  forgetLink,
  goneBlind,
  lookAtLink,
  OPENING,
  sawFrame,
  useLink,
} from './link.ts'
import { letInFrame } from './positions/store.ts'
import { beginView, startFrom, useViewed } from './viewed.ts'

const LOOK_EVERY = 250
/** The watch looked this much too late: the tab slept. */
const SLEPT = 4000
/** The watch looked this much too late: the page was busy, and frames wait to be read. */
const BUSY = 500
const SKEW_WORTH_SAYING = 2000
const RETRY_AFTER = 2000
/** A full frame asked for is on its way for about this long. */
const FULL_ON_ITS_WAY = 500

type Line = Socket<ServerMessages, ConsoleMessages>

/** Connects for a person of `role`; answers how to disconnect. */
export function connectLive(role: Role): () => void {
  beginView(role)
  const socket: Line = io({
    transports: ['websocket'],
    reconnectionDelayMax: RETRY_AFTER,
    auth: (answer) => answer({ view: useViewed.getState().view }),
  })
  const follower: Follower = createFollower({
    wholeLog: seesWholeLog(role),
    onFetching: fetchingMissed,
    onCaughtUp: caughtUp,
    onFailed: () => {
      window.setTimeout(() => socket.connected && follower.catchUp(Number.POSITIVE_INFINITY), RETRY_AFTER)
    },
  })
  socket.on('hello', greet(follower))
  socket.on('fact', follower.hear)
  socket.on('frame', takeFrames(socket, follower))
  socket.on('disconnect', (reason) => {
    goneBlind()
    follower.lose()
    if (reason === 'io server disconnect') void comeBack(socket)
  })
  // A refused handshake may mean that the session is over: asking for it is what shows the sign-in.
  socket.on('connect_error', () => void call(readSession).catch(() => undefined))
  const stopTelling = useViewed.subscribe(({ view }) => void (socket.connected && socket.emit('view', view)))
  const stopWatching = watch(() => {
    if (!socket.connected) return
    socket.emit('full')
    void follower.catchUp(Number.POSITIVE_INFINITY)
  })
  return () => {
    stopWatching()
    stopTelling()
    socket.close()
    forgetLink()
  }
}

function greet(follower: Follower): (hello: Hello) => void {
  let build: string | null = null
  return (hello) => {
    learnServerTime(hello.now)
    startFrom(hello.place)
    const skew = clockSkew()
    useLink.setState({
      newBuild: build !== null && build !== hello.build,
      skew: Math.abs(skew) > SKEW_WORTH_SAYING ? skew : 0,
    })
    build ??= hello.build
    void follower.catchUp(hello.events)
  }
}

function takeFrames(socket: Line, follower: Follower): (frame: ArrayBuffer) => void {
  let asked = Number.NEGATIVE_INFINITY
  return (frame) => {
    const result = letInFrame(frame)
    const now = performance.now()
    if (result === 'gap' && now - asked > FULL_ON_ITS_WAY) {
      asked = now
      socket.emit('full')
    }
    // A socket may hang without closing: what it held back is fetched as after any outage.
    if (sawFrame(serverNow())) void follower.catchUp(Number.POSITIVE_INFINITY)
  }
}

/** The server closed the socket: because the session ended, or because it is going down and will be back. */
async function comeBack(socket: Line): Promise<void> {
  const over = await call(readSession).then(
    () => false,
    (refusal) => refusal.status === 401,
  )
  if (!over) window.setTimeout(() => socket.connect(), LOOK_EVERY)
}

/** Looks at the link's silence; `onWoken` is called when this tab slept. Answers how to stop. */
function watch(onWoken: () => void): () => void {
  let looked = performance.now()
  let passed = false
  const timer = window.setInterval(() => {
    const now = performance.now()
    const late = now - looked - LOOK_EVERY
    const slept = late > SLEPT && now > OPENING
    if (slept) goneBlind(looked)
    looked = now
    if (slept) onWoken()
    // Passed over once, so that the waiting frames are read first; a page that is always late still sees a dead link.
    else if (late > BUSY && !passed) passed = true
    else {
      passed = false
      lookAtLink(now)
    }
  }, LOOK_EVERY)
  return () => window.clearInterval(timer)
}

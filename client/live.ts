/** The socket: hello, frames and facts come in here, and its silences are noticed here. */
import { io, type Socket } from 'socket.io-client'
import type { ConsoleMessages, Hello, ServerMessages } from '#contract/live.ts'
import type { Role } from '#contract/roles.ts'
import { seesWholeLog } from '#contract/roles.ts'
import { readSession } from '#contract/session.ts'
import { call } from './api.ts'
import { clockSkew, learnServerTime } from './clock.ts'
import { createDialler, DIAL_FOR, type Dialler } from './dial.ts'
import { createFollower, type Follower } from './follow.ts'
import {
  caughtUp,
  fetchingMissed,
  forgetLink,
  goneAway,
  lookAtLink,
  lostConnection,
  OPENING,
  sawFrame,
  useLink,
} from './link.ts'
import { letInFrame, livePositions } from './positions/store.ts'
import { proveOver } from './proof.ts'
import { beginView, startFrom, useViewed } from './viewed.ts'

const LOOK_EVERY = 250
/** The watch looked this much too late: the tab slept. */
const SLEPT = 4000
/** The watch looked this much too late: the page was busy, and frames wait to be read. */
const BUSY = 500
const SKEW_WORTH_SAYING = 2000
const RETRY_AFTER = 1000
/** A full frame asked for is on its way for about this long. */
const FULL_ON_ITS_WAY = 500

export type Line = Socket<ServerMessages, ConsoleMessages>

/** Connects for a person of `role`; answers how to disconnect. */
export function connectLive(role: Role): () => void {
  beginView(role)
  const socket: Line = io({
    transports: ['websocket'],
    reconnection: false,
    timeout: DIAL_FOR,
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
  const dialler = createDialler(socket)
  socket.on('disconnect', (reason) => {
    lostConnection()
    follower.lose()
    if (reason === 'io server disconnect') void comeBack(dialler)
    else dialler.later()
  })
  // Not active: refused by the server, and not by the way to it.
  socket.on('connect_error', () => (socket.active ? dialler.later() : void comeBack(dialler)))
  window.addEventListener('online', dialler.now)
  const stopTelling = useViewed.subscribe(({ view }) => void (socket.connected && socket.emit('view', view)))
  const stopWatching = watch(() => {
    if (!socket.connected) return dialler.now()
    socket.emit('full')
    void follower.catchUp(Number.POSITIVE_INFINITY)
  })
  const stopProving = proveOver(socket, () => {
    socket.emit('full')
    return follower.reload()
  })
  return () => {
    stopProving()
    stopWatching()
    stopTelling()
    window.removeEventListener('online', dialler.now)
    dialler.stop()
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
    // What cannot be read moves nobody: until the full frame is here, the positions stand still.
    if (result === 'gap') return
    learnServerTime(livePositions().frameAt)
    // A socket may hang without closing: what it held back is fetched as after any outage.
    if (sawFrame(livePositions().frameAt)) void follower.catchUp(Number.POSITIVE_INFINITY)
  }
}

/**
 * The server closed the socket or did not let it in: because the session is over, and asking for it is what shows the
 * sign-in; or because it is going down, or has no database, and will be back.
 */
async function comeBack(dialler: Dialler): Promise<void> {
  const over = await call(readSession, { signal: AbortSignal.timeout(DIAL_FOR) }).then(
    () => false,
    (refusal) => refusal.status === 401,
  )
  if (!over) dialler.later()
}

/** Looks at the link's silence; `onWoken` is called when this tab slept. Answers how to stop. */
function watch(onWoken: () => void): () => void {
  let looked = performance.now()
  let passed = false
  const timer = window.setInterval(() => {
    const now = performance.now()
    const late = now - looked - LOOK_EVERY
    const slept = late > SLEPT && now > OPENING
    if (slept) goneAway(looked)
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

/** Ends a process whose parent is gone, as if by SIGTERM, so that nothing it started is left running. */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref() // waiting for it must not keep a finished script alive
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Listening begins with the import, before there is anything to drain: in a container, where this is the first process,
 * the system drops a signal that nobody listens to, and the process would start and serve until it is killed.
 */
function exit(): void {
  process.exit(0);
}
for (const signal of STOP_SIGNALS) process.on(signal, exit);

/** Leaves it to `stop` what a signal does from now on. */
export function onStopSignal(stop: () => void): void {
  // In this order: with its last listener goes a signal that came meanwhile.
  for (const signal of STOP_SIGNALS) process.on(signal, stop).off(signal, exit);
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs code of a project so that Ctrl-C ends the process at once. A listener would have to wait for that code to return,
 * which an endless loop never does.
 */
export function underDefaultSignals<T>(work: () => T): T {
  const listeners = SIGNALS.map((signal) => ({ signal, kept: process.rawListeners(signal) }));
  for (const { signal } of listeners) process.removeAllListeners(signal);
  const restore = (): void => {
    // They are what `rawListeners` has given.
    for (const { signal, kept } of listeners) for (const one of kept) process.on(signal, one as () => void);
  };
  let isPending = false;
  try {
    const result = work();
    if (!(result instanceof Promise)) return result;
    isPending = true;
    // As much a T as the promise itself is.
    return result.finally(restore) as T;
  } finally {
    if (!isPending) restore();
  }
}

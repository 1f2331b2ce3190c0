/** Says what is going on by its `text`, until it is stopped. */
interface Spinner {
  text: string;
  stop(): unknown;
}

// Where a terminal has no width, as one without a window, ora would clear lines without end.
const isSeen = process.stderr.isTTY && process.stderr.columns !== 0;
// It takes its time to load, and is of no use to anybody else.
const ora = isSeen ? (await import('ora')).default : undefined;

/**
 * Shows on a terminal what is going on, and nothing anywhere else; `stop` it before anything is printed.
 *
 * @param quiet whether to show nothing there either
 * @example const spinner = startSpinner('starting');
 */
export function startSpinner(text: string, { quiet = false }: { readonly quiet?: boolean } = {}): Spinner {
  return ora && !quiet ? ora(text).start() : { text, stop: () => {} };
}

import ora, { type Ora } from 'ora';

/**
 * Shows on a terminal what is going on, and nothing anywhere else; `stop` it before anything is printed.
 *
 * @param quiet whether to show nothing there either
 * @example const spinner = startSpinner('starting');
 */
export function startSpinner(text: string, { quiet = false }: { readonly quiet?: boolean } = {}): Ora {
  const { isTTY, columns } = process.stderr;
  // Where a terminal has no width, as one without a window, ora would clear lines without end.
  return ora({ text, isSilent: quiet || !isTTY || columns === 0 }).start();
}

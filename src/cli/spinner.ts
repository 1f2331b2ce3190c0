import { escaped } from '../errors/escaped.ts';
import { invocation } from './invocation.ts';

/** Says what is going on by its `text`, until it is stopped. */
interface Spinner {
  set text(words: string);
  stop(): unknown;
}

// Where a terminal has no width, as one without a window, ora would clear lines without end.
const isSeen = process.stderr.isTTY && process.stderr.columns !== 0;
// It takes its time to load, and only a terminal needs it.
const ora = isSeen ? (await import('ora')).default : undefined;

/** With the terminal in raw mode Ctrl-C would be a byte to be read, and a hidden cursor stays so where a signal ends us. */
const calm = { discardStdin: false, hideCursor: false };

/**
 * Shows on a terminal what is going on, and nothing anywhere else; `stop` it before anything is printed.
 *
 * @param quiet whether to show nothing there either
 * @example const spinner = startSpinner('starting');
 */
export function startSpinner(text: string, { quiet = false }: { readonly quiet?: boolean } = {}): Spinner {
  if (!ora || quiet || invocation().silent.notes) return { text, stop: () => {} };
  // Of itself it heeds the option alone.
  const color = invocation().host.env['NO_COLOR'] ? false : 'cyan';
  const spinner = ora({ text, color, ...calm }).start();
  return {
    set text(words: string) {
      spinner.text = escaped(words);
    },
    stop: () => spinner.stop(),
  };
}

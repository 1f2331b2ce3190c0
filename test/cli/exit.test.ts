import { expect, test, vi } from 'vitest';
import { exitCodeOf, named, report } from '../../src/cli/exit.ts';

test('a bug ends with 70, and shows its stack', () => {
  const bug = new TypeError('x is not a function');
  const said = vi.spyOn(console, 'error').mockReturnValue();
  report(named(bug));
  expect(said).toHaveBeenCalledExactlyOnceWith('This is a bug in seedbed:', bug);
  said.mockRestore();
  expect(exitCodeOf(named(bug))).toBe(70);
});

import { it } from 'vitest';
import { fuzzCommands } from '../cli/fuzz.ts';

it.each([1, 2, 3, 4])('no command takes what is wrong around it for a bug of its own, seed %i', (seed) =>
  fuzzCommands(seed, 250),
);

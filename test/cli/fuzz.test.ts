import { it } from 'vitest';
import { fuzzCommands } from './fuzz.ts';

// A thousand are tried in the long suite.
it('no command takes what is wrong around it for a bug of its own', () => fuzzCommands(13, 5));

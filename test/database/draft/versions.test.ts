import { describe, it } from 'vitest';
import { everyServer } from '../../support/database.ts';
import { runsElsewhere, steps } from './versions.ts';

const from15 = { author: 15, runner: 18 } as const;
const from18 = { author: 18, runner: 15 } as const;
const isThere = everyServer.some(({ version }) => version === 15);

// The other way round, and each kind on both: the long suite.
describe.runIf(isThere)(
  'a migration runs on a server of another version, up and down, and leaves no drift',
  () => {
    it.each(Object.keys(steps).map((name, i) => ({ name, ...(i % 2 === 0 ? from15 : from18) })))(
      'from $author to $runner: $name',
      async ({ name, author, runner }) => await runsElsewhere(name, author, runner),
    );
  },
);

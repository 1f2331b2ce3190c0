import { describe } from 'vitest';
import { everyServer } from '../support/database.ts';
import { foreignStructures, testForeignStructure } from './foreign-structures.ts';

/** Of the others, test/long has the whole. */
const few = new Set(['domains and composite types']);

describe.runIf(everyServer.some(({ version }) => version === 15))(
  'a database with foreign structures',
  () => {
    for (const foreign of foreignStructures.filter(({ what }) => few.has(what)))
      testForeignStructure(foreign, 15);
  },
);

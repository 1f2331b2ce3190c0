import { describe } from 'vitest';
import { foreignStructures, testForeignStructure } from '../staging/foreign-structures.ts';
import { servers } from '../support/database.ts';

describe.each(servers)('a database with foreign structures on PostgreSQL $version', ({ version }) => {
  for (const foreign of foreignStructures) testForeignStructure(foreign, version);
});

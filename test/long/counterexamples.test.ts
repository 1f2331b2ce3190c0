import { beforeAll, describe, expect, it } from 'vitest';
import { domains } from '../../src/domains.ts';
import { Court } from '../rules/counterexamples/court.ts';
import { Hearing } from '../rules/counterexamples/hearing.ts';
import { servers } from '../support/database.ts';

describe.each(domains.map((domain) => new Court(domain)))(
  'the counterexample of each rule of $domain.name, on every PostgreSQL',
  (court) => {
    let hearing: Hearing;
    beforeAll(async () => {
      hearing = await Hearing.open(
        court,
        servers.map(({ version }) => version),
      );
    });

    it('is found by that rule and no other where nothing refuses it', async () => {
      expect(await hearing.faults(court.queryFault)).toEqual([]);
    });

    it('is refused by that rule where the one that comes before it is gone', async () => {
      expect(await hearing.faults(court.turnFault)).toEqual([]);
    });
  },
);

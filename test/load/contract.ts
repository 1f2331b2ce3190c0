import { beforeAll, describe, expect, test } from 'vitest';
import type { Domain } from '../../src/domain.ts';
import { boardroom, course, practice, procurement } from '../../src/domains.ts';
import type { EntityClass } from '../../src/entities/row.ts';
import type { AnyRow, Sink } from '../../src/load/sink.ts';
import { quarter } from '../../src/seeders/boardroom/quarter.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { cohort } from '../../src/seeders/practice/cohort.ts';
import { quarterEnd } from '../../src/seeders/procurement/quarter-end.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { countsOf, type Dataset, datasetOf } from '../support/dataset.ts';
import { oddities } from './odd-values.ts';
import { crowd, terms } from './terms.ts';

const origin = { seed: 11, now: new Date('2026-01-14T10:00:00Z') };

interface Case {
  readonly domain?: Domain;
  readonly scenario: Scenario;
  readonly given: Readonly<Record<string, unknown>>;
}

const cases: readonly Case[] = [
  { scenario: minimal, given: {} },
  { scenario: classroom, given: { students: 5, weeks: 3, groups: 2, assistants: 1 } },
  { scenario: terms, given: {} },
  { scenario: crowd, given: {} },
  { scenario: oddities, given: {} },
  { domain: boardroom, scenario: quarter, given: { rooms: 2 } },
  { domain: practice, scenario: cohort, given: { learners: 4 } },
  { domain: procurement, scenario: quarterEnd, given: { organisations: 2 } },
];

/** Lets `fill` write into a new, empty place for a domain, and resolves to what is there afterwards. */
export type Place = (domain: Domain, fill: (sink: Sink) => Promise<void>) => Promise<Dataset>;

/** What every sink has to do: what comes out of it is what a scenario put in, row for row. */
export function keepsTheContract(name: string, place: Place): void {
  describe.each(cases)(`${name} takes ${'$scenario.name'}`, ({ domain = course, scenario, given }) => {
    let found: Dataset;
    const expected = new Map<EntityClass, AnyRow[]>();

    beforeAll(async () => {
      found = await place(domain, async (sink) => {
        for (const part of scenario.parts(origin, given)) {
          for (const [entity, rows] of part) {
            expected.set(entity, [...(expected.get(entity) ?? []), ...rows]);
          }
          await sink.write(part);
        }
        await sink.finish();
      });
    });

    test('with as many rows', () => {
      expect(countsOf(found)).toEqual(countsOf(datasetOf(domain, expected)));
      expect([...expected.values()].flat().length).toBeGreaterThan(20);
    });

    test('with the same values', () => {
      expect(found).toEqual(datasetOf(domain, expected));
    });
  });
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CourseMember } from '../../../src/entities/course/members.ts';
import { CodeabilityMessageRead } from '../../../src/entities/course/messages.ts';
import { Session } from '../../../src/entities/course/people.ts';
import { CourseSubmissionGroup, Result } from '../../../src/entities/course/submissions.ts';
import type { EntityClass } from '../../../src/entities/row.ts';
import type { AnyRow } from '../../../src/load/sink.ts';
import { after, HOUR } from '../../../src/random/clock.ts';
import { classroom } from '../../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';

const start = '2025-10-06';

const small: readonly { scenario: Scenario; parameters: Readonly<Record<string, unknown>> }[] = [
  { scenario: classroom, parameters: { students: 12, weeks: 5 } },
  { scenario: lectureHall, parameters: { students: 24, groups: 3, assistants: 2, weeks: 4 } },
  { scenario: semester, parameters: { students: 40, weeks: 4 } },
];

const moment = fc
  .date({ min: new Date('2025-10-06T08:00:00Z'), max: new Date('2025-12-20'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

const NEVER = new Date('9999-01-01');

/** All rows of a scenario by table and key. */
function rowsOf(scenario: Scenario, seed: number, now: Date, parameters: Readonly<Record<string, unknown>>) {
  const rows = new Map<string, { entity: EntityClass; row: AnyRow }>();
  for (const part of scenario.parts({ seed, now }, scenario.parameters.parse({ start, ...parameters }))) {
    for (const [entity, made] of part)
      for (const row of made) rows.set(`${entity.name} ${keyOf(row)}`, { entity, row });
  }
  return rows;
}

/** Of a table without ids, all that is no time or count. */
const keyOf = (row: AnyRow): string =>
  String(
    row['id'] ??
      Object.values(row)
        .filter((value) => typeof value === 'string')
        .join(' '),
  );

const timeOf = (row: AnyRow): unknown => row['readAt'] ?? row['createdAt'];

describe.each(small)('the timeline of $scenario.name', ({ scenario, parameters }) => {
  test('is only cut off by now: a later one adds rows, and changes those whose date says so', () => {
    fc.assert(
      fc.property(fc.nat(1000), moment, fc.integer({ min: 1, max: 21 * 24 }), (seed, now, hours) => {
        const later = after(now, hours * HOUR);
        const first = rowsOf(scenario, seed, now, parameters);
        const second = rowsOf(scenario, seed, later, parameters);
        for (const [key, { row }] of first) {
          const again = second.get(key)?.row;
          expect(again, `${key} is gone`).toBeDefined();
          if (again === undefined || JSON.stringify(again) === JSON.stringify(row)) continue;
          expect(timeOf(again)).toEqual(timeOf(row));
          expect(Number(again['updatedAt']), key).toBeGreaterThan(now.getTime());
          expect(Number(again['version']), key).toBeGreaterThan(Number(row['version']));
        }
        for (const [key, { row }] of second) {
          if (first.has(key) || timeOf(row) === undefined) continue;
          expect(timeOf(row), key).toBeInstanceOf(Date);
          expect(Number(timeOf(row)), key).toBeGreaterThan(now.getTime());
        }
      }),
      { seed: 18, numRuns: 3 },
    );
  });

  test('has nothing after now, nothing by people who have left, and each attempt within a session', () => {
    fc.assert(
      fc.property(fc.nat(1000), moment, (seed, now) => {
        const rows = [...rowsOf(scenario, seed, now, parameters).values()];
        const of = (entity: EntityClass): AnyRow[] =>
          rows.filter((one) => one.entity === entity).map(({ row }) => row);
        for (const { entity, row } of rows) {
          for (const [name, value] of Object.entries(row)) {
            if (value instanceof Date) expect(value <= now, `${entity.name}.${name}`).toBe(true);
          }
        }
        const left = new Map(of(CourseMember).map((row) => [row['id'], withdrawnOf(row)] as const));
        const groups = new Map(of(CourseSubmissionGroup).map((row) => [row['id'], row]));
        const sessions = Map.groupBy(of(Session), (row) => row['user']);
        for (const result of of(Result)) {
          const at = result['createdAt'] as Date;
          expect(at < (left.get(result['courseMember']) ?? NEVER)).toBe(true);
          // Runs of lecturers are of no group.
          const group = groups.get(result['courseSubmissionGroup']);
          if (group) expect(at >= (group['createdAt'] as Date)).toBe(true);
          const isWithin = ({ createdAt, logoutTime }: AnyRow): boolean =>
            (createdAt as Date) <= at && ((logoutTime ?? now) as Date) >= at;
          expect((sessions.get(result['createdBy']) ?? []).some(isWithin)).toBe(true);
        }
        for (const read of of(CodeabilityMessageRead)) expect(read['readAt']).toBeInstanceOf(Date);
      }),
      { seed: 18, numRuns: 2 },
    );
  });
});

/** When a member withdrew, by its properties. */
function withdrawnOf({ properties }: AnyRow): Date | undefined {
  const withdrawn = (properties as { withdrawn?: string } | null)?.withdrawn;
  return withdrawn === undefined ? undefined : new Date(withdrawn);
}

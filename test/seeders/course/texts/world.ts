import type { AnyRow } from '../../../../src/load/sink.ts';
import type { Scenario } from '../../../../src/seeders/scenario.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface Run {
  readonly at: number;
  readonly by: string;
  readonly submit: boolean;
  /** What the report says of each test; undefined where there is none. */
  readonly tests: readonly { name: string; result: string; resultMessage?: string }[] | undefined;
  readonly score: number;
}

export interface Team {
  readonly id: string;
  readonly content: string;
  readonly members: readonly string[];
  readonly runs: readonly Run[];
  readonly grading: number | undefined;
  readonly changes: number;
  readonly gradedAt: number | undefined;
  readonly extension: string | undefined;
  readonly feedback: string | undefined;
}

export interface Content {
  readonly id: string;
  readonly course: string;
  readonly title: string;
  readonly kind: string;
  readonly week: number;
  readonly deadline: number;
  readonly size: number;
  readonly limit: number;
  readonly submissions: number;
  readonly backend: string;
  readonly teams: readonly Team[];
}

export interface Member {
  readonly id: string;
  readonly user: string;
  readonly course: string;
  readonly role: string;
  readonly group: string | null;
  readonly withdrawn: number;
  readonly joined: number;
  readonly name: string | null;
}

export interface Message {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly course: string;
  readonly from: Member;
  readonly content: string | null;
  readonly member: string | null;
  readonly group: string | null;
  readonly reads: readonly { readonly user: string; readonly at: number }[];
}

/** The rows of a scenario, as one who knows nothing but them sees them. */
export interface World {
  readonly contents: ReadonlyMap<string, Content>;
  readonly members: readonly Member[];
  readonly messages: readonly Message[];
  /** Titles of weeks, by course and number from 1. */
  readonly weeks: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly sessions: ReadonlyMap<string, readonly { from: number; to: number }[]>;
}

// biome-ignore lint/suspicious/noExplicitAny: columns of all tables, by their names
type Loose = { readonly [name: string]: any };

export function worldOf(
  scenario: Scenario,
  seed: number,
  now: Date,
  parameters: Readonly<Record<string, unknown>>,
): World {
  const tables = new Map<string, Loose[]>();
  for (const part of scenario.parts({ seed, now }, scenario.parameters.parse(parameters))) {
    for (const [entity, rows] of part) {
      const list = tables.get(entity.name) ?? [];
      list.push(...(rows as readonly AnyRow[]));
      tables.set(entity.name, list);
    }
  }
  const all = (name: string): readonly Loose[] => tables.get(name) ?? [];
  const kinds = new Map(all('CourseContentType').map((row) => [row['id'], row['courseContentKind']]));
  const users = new Map(all('User').map((row) => [row['id'], row]));
  const backends = new Map(all('ExecutionBackend').map((row) => [row['id'], row['slug']]));
  const members = all('CourseMember').map(
    (row): Member => ({
      id: row['id'],
      user: row['user'],
      course: row['course'],
      role: row['courseRole'],
      group: row['courseGroup'] ?? null,
      withdrawn: Date.parse(row['properties']?.withdrawn ?? '9999-01-01'),
      joined: Number(row['createdAt']),
      name: users.get(row['user'])?.['givenName'] ?? null,
    }),
  );
  const runs = Map.groupBy(all('Result'), (row) => row['courseSubmissionGroup']);
  const people = Map.groupBy(all('CourseSubmissionGroupMember'), (row) => row['courseSubmissionGroup']);
  const teams = Map.groupBy(all('CourseSubmissionGroup'), (row) => row['courseContent']);
  const contents = new Map<string, Content>();
  const weeks = new Map<string, string>();
  for (const row of all('CourseContent')) {
    const week = Number(/^week_(\d+)/.exec(row['path'])?.[1]);
    const kind = kinds.get(row['courseContentType']);
    if (kind === 'unit') {
      weeks.set(`${row['course']} ${week}`, row['title'].replace(/^Week \d+: /, ''));
      continue;
    }
    contents.set(row['id'], {
      id: row['id'],
      course: row['course'],
      title: row['title'],
      kind,
      week,
      deadline: Date.parse(row['properties']?.deadline),
      size: row['maxGroupSize'],
      limit: row['maxTestRuns'],
      submissions: row['maxSubmissions'],
      backend: backends.get(row['executionBackend']) ?? '',
      teams: (teams.get(row['id']) ?? []).map((team) => ({
        id: team['id'],
        content: row['id'],
        members: (people.get(team['id']) ?? []).map((one) => one['courseMember']),
        runs: (runs.get(team['id']) ?? [])
          .map((run) => ({
            at: Number(run['createdAt']),
            by: run['courseMember'],
            submit: run['submit'],
            tests: run['resultJson']?.tests,
            score: run['result'],
          }))
          .toSorted((one, other) => one.at - other.at),
        grading: team['grading'] ?? undefined,
        changes: team['version'],
        gradedAt:
          team['grading'] === null || team['grading'] === undefined ? undefined : Number(team['updatedAt']),
        extension: team['properties']?.extension,
        feedback: team['properties']?.feedback,
      })),
    });
  }
  const memberOf = new Map(members.map((member) => [`${member.user} ${member.course}`, member]));
  const reads = Map.groupBy(all('CodeabilityMessageRead'), (row) => row['message']);
  // Messages of no course are to all who use the platform.
  const inCourses = all('CodeabilityMessage').filter((row) => row['course'] !== null);
  const messages = inCourses.map((row): Message => {
    const from = memberOf.get(`${row['sender']} ${row['course']}`);
    if (from === undefined) throw new Error(`${row['id']} is by nobody of its course`);
    return {
      id: row['id'],
      at: Number(row['createdAt']),
      text: row['message'],
      course: row['course'],
      from,
      content: row['courseContent'] ?? null,
      member: row['courseMember'] ?? null,
      group: row['courseGroup'] ?? null,
      reads: (reads.get(row['id']) ?? []).map((read) => ({ user: read['user'], at: Number(read['readAt']) })),
    };
  });
  const sessions = new Map(
    Array.from(
      Map.groupBy(all('Session'), (row) => row['user']),
      ([user, list]) => [
        user as string,
        list.map((row) => ({
          from: Number(row['createdAt']),
          to: row['logoutTime'] === null ? Number.POSITIVE_INFINITY : Number(row['logoutTime']),
        })),
      ],
    ),
  );
  return {
    contents,
    members,
    messages: messages.toSorted((one, other) => one.at - other.at),
    weeks,
    groups: new Map(all('CourseGroup').map((row) => [row['id'], row['title']])),
    sessions,
  };
}

export { DAY, MINUTE };

// A program as users of the package write it. The tests compile and run a copy of it beside the installed package.
import { DEFAULT_NOW, type ErrorCode, plan, type RowOf, type Scope, SeedbedError, seed } from 'seedbed';
import { course, type entities, factories, scenarios } from 'seedbed/course';
import { migrations } from 'seedbed/migrations';
import { connect } from 'seedbed/postgres';
import { release, template, transaction } from 'seedbed/testing';

const url: string = process.argv[2] ?? '';
const origin = { seed: 7, now: DEFAULT_NOW };
const scenario = scenarios.classroom;
const filled: ErrorCode = 'data_present';
const parameters = { students: 3, groups: 1, weeks: 1 };

const { total } = plan(course, scenario, parameters, origin);
// @ts-expect-error: a plan cannot be changed, so its types have arrived here
const unchanged = () => plan(course, scenario, {}, origin).total++;

const enrol = (scope: Scope, user: RowOf<entities.User>, ofCourse: RowOf<entities.Course>) =>
  scope.add(factories.courseMember, 0, { user, course: ofCourse, courseRole: '_owner' });

process.env['DATABASE_TEST_URL'] = url;
const inTest = await transaction(await template(course, { scenario: 'minimal' }));
const { user } = await inTest.f.courseMember.create();
await release(inTest);

await migrations(course, url).up();
const client = await connect(url);
try {
  const { rows } = await seed(client, course, scenario, origin, { parameters });
  const again = await seed(client, course, scenario, origin).catch((error: unknown) => error);
  const refused = again instanceof SeedbedError && again.code === filled && again.code;
  console.log(
    JSON.stringify({ total, rows, refused, mail: user.email, unused: [unchanged.length, enrol.length] }),
  );
} finally {
  await client.end();
}

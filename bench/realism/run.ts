import { renderTable } from '../../src/cli/table.ts';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { seed } from '../../src/seeders/seed.ts';
import { startCourseServer } from '../course/server.ts';
import { isMet, type Measured, measure } from './measure.ts';
import { type Metric, within } from './metrics.ts';

const SEEDS = [0, 1, 2, 3, 4];

const server = await startCourseServer();
let missed = 0;
for (const scenario of [classroom, lectureHall, semester]) {
  const bySeed: (readonly Measured[])[] = [];
  for (const number of SEEDS) {
    const client = await connect(await server.freshDatabase());
    await seed(client, course, scenario, { seed: number, now: DEFAULT_NOW });
    bySeed.push(await measure(client, within(scenario.name)));
    await client.end();
  }
  const rows = (bySeed[0] ?? []).map(({ metric }, m) => {
    const measured = bySeed.flatMap((of) => of[m] ?? []);
    const met = measured.filter(isMet).length;
    if (met < SEEDS.length) missed += 1;
    const values = measured.map(({ value }) => String(Number(value.toFixed(2))));
    return [
      metric.name,
      targetOf(metric),
      ...values,
      met === SEEDS.length ? 'yes' : `${met} of ${SEEDS.length}`,
    ];
  });
  const heads = ['metric', 'target', ...SEEDS.map((number) => `seed ${number}`), 'met'];
  console.log(`\n${scenario.name}\n${renderTable(heads, rows)}`);
}
await server.destroy();
process.exitCode = missed === 0 ? 0 : 1;

function targetOf({ from, to }: Metric): string {
  if (from === null) return `at most ${to}`;
  if (to === null) return `at least ${from}`;
  return from === to ? String(from) : `${from} to ${to}`;
}

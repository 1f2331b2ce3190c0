// A program that fills a database: `node seed-in-child.ts <url> <scenario>`.
import { connect } from '../../src/database/connect.ts';
import { findScenario } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { seed } from '../../src/seeders/seed.ts';

const [url = '', name = ''] = process.argv.slice(2);
const client = await connect(url);
try {
  const { domain, scenario } = findScenario(name);
  await seed(client, domain, scenario, { seed: 0, now: DEFAULT_NOW });
} finally {
  await client.end();
}
// The environment as the process understood it, so that a test can see that it did.
process.stdout.write(`${new Date(0).getHours()}:${new Date(0).getMinutes()} ${(1234.5).toLocaleString()}`);

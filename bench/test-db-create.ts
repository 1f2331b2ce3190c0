import { fileURLToPath } from 'node:url';
import { connect } from '../src/database/connect.ts';
import { bareCopy } from './course/bare-copy.ts';
import { runNode } from './course/child.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark } from './runner/benchmark.ts';

const program = fileURLToPath(new URL('../bin/seedbed.js', import.meta.url));
const create = [program, 'test-db', 'create', '--scenario', 'classroom'];
const nothing = [program, 'test-db', 'drop', 'nothing'];

/**
 * `seedbed test-db create` of a template that is there: ours is the whole process, theirs what it may take, 1.3 times
 * a bare copy of that template more than a process that loads the same, connects, and finds nothing to drop.
 */
export default {
  name: 'test-db-create',
  target: 1,
  unit: 'ms',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    const { server, destroy } = await startKit();
    const client = await connect(server.url);
    const bare = await bareCopy(client);
    return {
      ours: {
        figure: async () => 1000 * (await runNode(create)),
        cleanUp: async () => {
          const { rows } = await client.query<{ name: string }>(
            `select quote_ident(datname) as name from pg_database where datname like 'seedbed\\_clone\\_%'`,
          );
          // What holds it ends with it.
          for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
        },
      },
      theirs: {
        ...bare,
        figure: async () => 1.3 * (await bare.figure()) + 1000 * (await runNode(nothing)),
      },
      tearDown: async () => {
        await client.end();
        await destroy();
      },
    };
  },
} satisfies Benchmark;

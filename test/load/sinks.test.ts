import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { describe } from 'vitest';
import { connectionOptions, ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { CopySink } from '../../src/load/copy.ts';
import { EntityManagerSink } from '../../src/load/entity-manager.ts';
import { FileSink } from '../../src/load/files/file-sink.ts';
import { loadTable } from '../../src/load/files/load-table.ts';
import { load } from '../../src/load/load.ts';
import { MemorySink } from '../../src/load/memory.ts';
import { tablesOf } from '../../src/load/table.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetOf, readDataset } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';
import { keepsTheContract } from './contract.ts';

const tables = tablesOf(course);
const preserve = `set local ctutor.preserve_timestamps = 'on'`;

keepsTheContract('memory', async (fill) => {
  const sink = new MemorySink();
  await fill(sink);
  return datasetOf(course, sink.rows);
});

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  keepsTheContract('COPY', async (fill) => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await client.query(`begin; ${preserve}`);
    await fill(new CopySink(client, tables, { batch: 7 }));
    await client.query('commit');
    return await readDataset(client, course);
  });

  keepsTheContract('a rebuild', async (fill) => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await client.query('begin');
    await load(client, course, fill, { mode: 'rebuild', batch: 7 });
    await client.query('commit');
    return await readDataset(client, course);
  });

  for (const format of ['text', 'csv'] as const) {
    keepsTheContract(`files of ${format}`, async (fill) => {
      const folder = temporaryFolder();
      const files = new FileSink(folder, tables, format);
      await fill(files);
      const { client } = await freshDatabase({ version, template: 'course' });
      await client.query('begin');
      await load(client, course, async (sink) => {
        for (const { table, digest, file } of files.written) {
          const columns = table.columns.map(({ name }) => name);
          const path = join(folder, file.name);
          const known = { table, columns, format, rows: digest.rows, files: [{ ...file, path }] };
          await loadTable(sink, known, () => {});
        }
      });
      await client.query('commit');
      return await readDataset(client, course);
    });
  }

  keepsTheContract('the EntityManager', async (fill) => {
    const { client, url } = await freshDatabase({ version, template: 'course' });
    const orm = new MikroORM({ ...ormOptions(course), ...connectionOptions(url) });
    try {
      await orm.em.fork().transactional(async (em) => {
        await em.execute(preserve);
        await fill(new EntityManagerSink(em, tables));
      });
    } finally {
      await orm.close();
    }
    return await readDataset(client, course);
  });
});

import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { describe } from 'vitest';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { CopySink } from '../../src/load/copy.ts';
import { EntityManagerSink } from '../../src/load/entity-manager.ts';
import { FileSink } from '../../src/load/files/file-sink.ts';
import { loadTable } from '../../src/load/files/load-table.ts';
import { Load } from '../../src/load/load.ts';
import { MemorySink } from '../../src/load/memory.ts';
import { tablesOf } from '../../src/load/table.ts';
import { everyServer, freshDatabase, servers } from '../support/database.ts';
import { datasetOf, readDataset } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';
import { keepsTheContract } from './contract.ts';

const preserve = `set local ctutor.preserve_timestamps = 'on'`;

keepsTheContract('memory', async (domain, fill) => {
  const sink = new MemorySink();
  await fill(sink);
  return datasetOf(domain, sink.rows);
});

describe.each(everyServer)('on PostgreSQL $version', ({ version }) => {
  keepsTheContract('COPY', async (domain, fill) => {
    const { client } = await freshDatabase({ version, template: domain.name });
    await client.query(`begin; ${preserve}`);
    await fill(new CopySink(client, tablesOf(domain), { batch: 7 }));
    await client.query('commit');
    return await readDataset(client, domain);
  });

  keepsTheContract('a rebuild', async (domain, fill) => {
    const { client } = await freshDatabase({ version, template: domain.name });
    await client.query('begin');
    const load = await Load.begin(client, domain, { mode: 'rebuild', batch: 7 });
    await fill(load.sink);
    await load.sink.finish();
    await load.complete();
    await client.query('commit');
    return await readDataset(client, domain);
  });
});

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  for (const format of ['text', 'csv'] as const) {
    keepsTheContract(`files of ${format}`, async (domain, fill) => {
      const folder = temporaryFolder();
      const files = new FileSink(folder, tablesOf(domain), format);
      await fill(files);
      const { client } = await freshDatabase({ version, template: domain.name });
      await client.query('begin');
      const load = await Load.begin(client, domain);
      for (const { table, digest, file } of files.written) {
        const columns = table.columns.map(({ name }) => name);
        const path = join(folder, file.name);
        const known = { table, columns, format, rows: digest.rows, files: [{ ...file, path }] };
        await loadTable(load.sink, known, () => {});
      }
      await load.sink.finish();
      await load.complete();
      await client.query('commit');
      return await readDataset(client, domain);
    });
  }

  keepsTheContract('the EntityManager', async (domain, fill) => {
    const { client, url } = await freshDatabase({ version, template: domain.name });
    const orm = new MikroORM({ ...ormOptions(domain), ...connectionOptions(url) });
    try {
      await orm.em.fork().transactional(async (em) => {
        await em.execute(preserve);
        await fill(new EntityManagerSink(em, tablesOf(domain)));
      });
    } finally {
      await orm.close();
    }
    return await readDataset(client, domain);
  });
});

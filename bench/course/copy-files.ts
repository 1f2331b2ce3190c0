import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { course } from '../../src/domains.ts';
import { tablesOf } from '../../src/load/table.ts';
import { copyText } from '../../src/load/text.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';

/** A file for COPY. */
export interface CopyFile {
  readonly table: string;
  readonly columns: readonly string[];
  readonly path: string;
}

/** Writes a scenario as files that COPY takes, parents first. */
export function writeCopyFiles(
  folder: string,
  scenario: Scenario,
  given: Readonly<Record<string, unknown>>,
): readonly CopyFile[] {
  mkdirSync(folder, { mode: 0o755 });
  const open = new Map(tablesOf(course).map((table) => [table.entity, { table, fd: 0, path: '' }]));
  for (const [, file] of open) {
    file.path = join(folder, `${file.table.name}.copy`);
    file.fd = openSync(file.path, 'w', 0o644);
  }
  for (const part of scenario.parts({ seed: 0, now: DEFAULT_NOW }, parseParameters(scenario, given))) {
    for (const [entity, rows] of part) {
      const file = open.get(entity);
      if (file) for (const chunk of copyText(file.table, rows, 1 << 18)) writeSync(file.fd, chunk);
    }
  }
  return [...open.values()].map(({ table, fd, path }) => {
    closeSync(fd);
    return { table: table.name, columns: table.columns.map(({ name }) => name), path };
  });
}

/** The fastest way into a table: the server reads the file itself. */
export const copyFrom = (
  client: pg.Client,
  { table, columns, path }: CopyFile,
  options = '',
): Promise<unknown> =>
  client.query(`copy "${table}" (${columns.map((name) => `"${name}"`)}) from '${path}' ${options}`);

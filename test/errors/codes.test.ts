import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCodes } from 'seedbed';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../src/errors', import.meta.url));

test('the codes that are told are those that the classes have', () => {
  const sources = globSync('*.ts', { cwd: folder }).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const codes = sources.flatMap(
    (source) => /readonly code(?:: ErrorCode)? = '([a-z_]+)'/.exec(source)?.[1] ?? [],
  );
  expect(codes.sort()).toEqual([...errorCodes].sort());
});

import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeProven } from '../../../src/database/draft/unproven.ts';
import { temporaryFolder } from '../../support/project.ts';

const file = 'Migration20260304050607_shelves.ts';
const isProven = async (): Promise<void> => {};

test('a migration is under its name once it is proven, and not before', async () => {
  const folder = join(temporaryFolder(), 'migrations');
  await writeProven(join(folder, file), 'as written', async (unproven) => {
    expect(readdirSync(fileURLToPath(unproven))).toEqual([file]);
    expect(readdirSync(folder).filter((name) => /\.[jt]s$/.test(name))).toEqual([]);
  });
  expect(readdirSync(folder)).toEqual([file]);
  const failing = writeProven(join(folder, file.replace('7_', '8_')), 'as written', async () => {
    throw new Error('no paper left');
  });
  await expect(failing).rejects.toThrow('no paper left');
  expect(readdirSync(folder)).toEqual([file]);
});

test('what a killed run has left goes with the next; links, and folders with anything else, stay', async () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  const place = (name: string): string => join(folder, `.seedbed-unproven-${name}`);
  mkdirSync(place('left'));
  writeFileSync(join(place('left'), file), '');
  mkdirSync(place('theirs'));
  writeFileSync(join(place('theirs'), 'notes.txt'), '');
  writeFileSync(join(elsewhere, file), '');
  symlinkSync(elsewhere, place('linked'));
  await writeProven(join(folder, file), '', isProven);
  expect(readdirSync(folder)).toEqual(['.seedbed-unproven-linked', '.seedbed-unproven-theirs', file]);
  expect(readdirSync(elsewhere)).toEqual([file]);
});

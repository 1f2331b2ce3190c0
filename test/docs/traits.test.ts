import { readFileSync } from 'node:fs';
import { course } from 'seedbed';
import { expect, test } from 'vitest';
import { traitsOf } from '../../src/factories/blueprint.ts';

const text = readFileSync(new URL('../../docs/factories.md', import.meta.url), 'utf8');

/** The lines of the table of traits, as factories with the names of their traits. */
function tableOfTraits(): [string, string[]][] {
  const [, table = ''] = text.match(/^\| factory +\| traits.*?\n((?:\|.*\n)+)/m) ?? [];
  return table.split('\n').flatMap((line): [string, string[]][] => {
    const [, factories = '', traits = ''] = line.split('|');
    const names = [...traits.matchAll(/`(\w+)\(/g)].map(([, name]) => name ?? '');
    return [...factories.matchAll(/`(\w+)`/g)].map(([, factory]) => [factory ?? '', names]);
  });
}

test('the table of traits has every factory with all of its traits', () => {
  const real = Object.entries(course.factories).map(([name, factory]) => [
    name,
    Object.keys(traitsOf(factory)),
  ]);
  expect(Object.fromEntries(tableOfTraits())).toEqual(Object.fromEntries(real));
});

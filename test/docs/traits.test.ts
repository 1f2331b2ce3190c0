import { readFileSync } from 'node:fs';
import { course } from 'seedbed/course';
import { expect, test } from 'vitest';
import { domains } from '../../src/domains.ts';
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

test('the table of the other domains has every factory with all of its traits', () => {
  const [, table = ''] = text.match(/^\| domain +\| factory +\| traits.*?\n((?:\|.*\n)+)/m) ?? [];
  const lines = table.split('\n').flatMap((line) => {
    const [, domain = '', factory = '', traits = ''] = line.split('|');
    const names = [...traits.matchAll(/`(\w+)\(/g)].map(([, name]) => name);
    const [named, of] = [domain, factory].map((cell) => /`(\w+)`/.exec(cell)?.[1]);
    return named ? [[named, of, names]] : [];
  });
  const real = domains
    .filter((domain) => domain !== course)
    .flatMap(({ name, factories }) =>
      Object.entries(factories).map(([factory, made]) => [name, factory, Object.keys(traitsOf(made))]),
    );
  expect(new Set(lines)).toEqual(new Set(real));
  expect(lines).toHaveLength(real.length);
});

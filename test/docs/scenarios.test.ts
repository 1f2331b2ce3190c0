import { readFileSync } from 'node:fs';
import { DEFAULT_NOW, plan } from 'seedbed';
import { parametersOf } from 'seedbed/dataset';
import { expect, test } from 'vitest';
import { domains, nameOf } from '../../src/domains.ts';

const all = domains.flatMap((domain) => domain.scenarios.map((scenario) => ({ domain, scenario })));
const text = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');

/** The cells of the lines of a table that begins with these heads. */
function table(...heads: readonly string[]): string[][] {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'));
  const lines = text.split('\n');
  const first = lines.findIndex(
    (line) => line.startsWith('|') && heads.every((head, i) => cells(line)[i] === head),
  );
  const rest = lines.slice(first + 2);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map(cells);
}

test('the table of scenarios has each of them with its rows', () => {
  const real = all.map(({ domain, scenario }) => [
    nameOf({ domain, scenario }),
    plan(domain, scenario, {}, { seed: 0, now: DEFAULT_NOW }).total.toLocaleString('en'),
  ]);
  expect(table('scenario', 'rows').map((line) => line.slice(0, 2))).toEqual(real);
});

test('the table of parameters has each of them', () => {
  const real = all.flatMap(({ domain, scenario }) =>
    parametersOf(scenario).map(({ name, takes, default: usual, description }) => [
      nameOf({ domain, scenario }),
      name,
      takes,
      String(usual ?? 'none'),
      description,
    ]),
  );
  expect(table('scenario', 'parameter')).toEqual(real);
});

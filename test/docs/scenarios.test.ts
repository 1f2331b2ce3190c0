import { readFileSync } from 'node:fs';
import { course, DEFAULT_AT, parametersOf, plan } from 'seedbed';
import { expect, test } from 'vitest';

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
  const real = course.scenarios.map((scenario) => [
    scenario.name,
    plan(course, scenario, {}, { seed: 0, at: DEFAULT_AT }).total.toLocaleString('en'),
  ]);
  expect(table('scenario', 'rows').map((line) => line.slice(0, 2))).toEqual(real);
});

test('the table of parameters has each of them', () => {
  const real = course.scenarios.flatMap((scenario) =>
    parametersOf(scenario).map(({ name, takes, default: usual, description }) => [
      scenario.name,
      name,
      takes,
      String(usual),
      description,
    ]),
  );
  expect(table('scenario', 'parameter')).toEqual(real);
});

import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { withDatabaseOption } from '../../src/cli/database-option.ts';
import { withDatasetOptions } from '../../src/cli/dataset-options.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';

function parse(...parameters: string[]): unknown {
  const command = withDatabaseOption(withDatasetOptions(new Command())).exitOverride();
  return command
    .configureOutput({ writeErr: () => {} })
    .parse(parameters, { from: 'user' })
    .opts();
}

describe('the options of a dataset', () => {
  it('are seed 0, the fixed date and no parameters where none are given', () => {
    expect(parse()).toEqual({ seed: 0, now: DEFAULT_NOW, set: {} });
  });

  it.each(['0', '42', '9007199254740991'])('take the seed %s', (seed) => {
    expect(parse('--seed', seed)).toMatchObject({ seed: Number(seed) });
  });

  it.each(['-1', '1.5', 'x', '', '1e3', '0x10', ' 7', '9007199254740992'])('refuse the seed %j', (seed) => {
    expect(() => parse(`--seed=${seed}`)).toThrow('A seed is a whole number from 0 to 9007199254740991.');
  });

  it.each([
    ['2026-01-14', '2026-01-14T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-01-14T10:00Z', '2026-01-14T10:00:00.000Z'],
    ['2026-01-14T10:00:00.5+05:45', '2026-01-14T04:15:00.500Z'],
    ['1000-01-01', '1000-01-01T00:00:00.000Z'],
    ['9999-12-31', '9999-12-31T00:00:00.000Z'],
  ])('take the date %s', (text, moment) => {
    expect(parse('--now', text)).toMatchObject({ now: new Date(moment) });
  });

  it('take the day or the moment that it is', () => {
    const began = Date.now();
    const { now: moment } = parse('--now', 'now') as { now: Date };
    expect(moment.getTime()).toBeGreaterThanOrEqual(began);
    expect(moment.getTime()).toBeLessThanOrEqual(Date.now());
    const { now: today } = parse('--now', 'today') as { now: Date };
    expect(today.toISOString()).toMatch(/T00:00:00\.000Z$/);
    // Midnight may have passed since.
    expect(moment.getTime() - today.getTime()).toBeLessThan(24 * 60 * 60 * 1000 + 60_000);
    expect(today.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    'yesterday',
    '',
    '2026-1-14',
    '14.01.2026',
    '2026-02-30',
    '2025-02-29',
    '2026-02-30T10:00:00Z',
    '2026-13-01',
    '2026-01-14T10:00:00',
    '2026-01-14T25:00:00Z',
    '0999-12-31',
    '+012026-01-14',
  ])('refuse the date %j', (text) => {
    expect(() => parse(`--now=${text}`)).toThrow('A date is written 2026-01-14 or');
  });

  it('take parameters one by one or together, the last word counting', () => {
    expect(parse('--set', 'a=1', 'b=x=y', '--set', 'a=2', '--set', 'c=')).toMatchObject({
      set: { a: '2', b: 'x=y', c: '' },
    });
  });

  it.each(['a', '=1', ''])('refuse the parameter %j', (text) => {
    expect(() => parse(`--set=${text}`)).toThrow('A parameter is set as key=value.');
  });
});

describe('the name of a database', () => {
  it.each(['other', 'with space', 'é'.repeat(31), 'x'.repeat(63), 'postgres2'])('may be %s', (name) => {
    expect(parse('--database', name)).toMatchObject({ database: name });
  });

  it.each(['', 'x'.repeat(64), 'é'.repeat(32)])(
    'is not %j, which PostgreSQL would not take as it is',
    (name) => {
      expect(() => parse(`--database=${name}`)).toThrow('A database has a name of 1 to 63 bytes.');
    },
  );

  it.each(['postgres', 'template0', 'template1'])("is not the server's own %s", (name) => {
    expect(() => parse('--database', name)).toThrow('choose another name');
  });
});

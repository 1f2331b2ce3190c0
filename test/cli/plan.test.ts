import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

describe('seedbed plan', () => {
  const cwd = temporaryFolder();

  it('shows parameters and rows a table, and needs no database', async () => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@nowhere.invalid/course' };
    const { code, stdout, stderr } = await seedbed(['plan', 'classroom', '--set', 'weeks=2'], { cwd, env });
    const { tables, total } = plan(course, classroom, { weeks: 2 }, { seed: 0, now: DEFAULT_NOW });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}weeks +2 +whole number from 1 to 16 +weeks of the term/m);
    expect(stdout).toMatch(/^ {2}students +24 /m);
    for (const [table, count] of [...Object.entries(tables), ['total', total] as const]) {
      expect(stdout).toMatch(new RegExp(`^  ${table} +${count.toLocaleString('en')}$`, 'm'));
    }
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('knows scenarios of other domains by the name of those', async () => {
    const { code, stdout } = await seedbed(['plan', 'boardroom/minimal'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^boardroom\/minimal: .*\n\n +table +rows\n +users +2\n +boardrooms +1\n/);
  });

  it('prints one JSON document with --json', async () => {
    const parameters = [
      'plan',
      'classroom',
      '--json',
      '--seed',
      '7',
      '--now',
      '2025-05-01',
      '--set',
      'students=3',
    ];
    const { code, stdout, stderr } = await seedbed(parameters, { cwd });
    const origin = { seed: 7, now: new Date('2025-05-01') };
    const planned = plan(course, classroom, { students: 3 }, origin);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ...planned,
      domain: 'course',
      seed: 7,
      now: origin.now.toJSON(),
    });
  });

  const studentsLine = 'students: whole number from 1 to 200';
  it.each([
    ['an unknown scenario', ['clasroom'], /'clasroom'\. Did you mean 'classroom'\?/, 'minimal, classroom'],
    ['one of another domain', ['boardrom/quarter'], `Did you mean 'boardroom/quarter'?`, 'boardroom/quarter'],
    ['an unknown parameter', ['classroom', '--set', 'studens=3'], "no parameter 'studens'", studentsLine],
    ['an ill-typed parameter', ['classroom', '--set', 'students=many'], '"many" is no value', studentsLine],
    ['a parameter out of range', ['classroom', '--set', 'students=201'], '"201" is no value', studentsLine],
    ['a bad seed', ['classroom', '--seed', '-1'], 'A seed is a whole number from 0', '--help'],
  ])('refuses %s', async (_, parameters, problem, hint) => {
    expectRefusal(await seedbed(['plan', ...parameters], { cwd }), { code: 2, problem, hint });
  });
});

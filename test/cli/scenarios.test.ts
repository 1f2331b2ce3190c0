import { describe, expect, it } from 'vitest';
import { domains, nameOf } from '../../src/domains.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryFolder } from '../support/project.ts';

const all = domains.flatMap((domain) =>
  domain.scenarios.map((scenario) => ({
    domain: domain.name,
    name: nameOf({ domain, scenario }),
    summary: scenario.summary,
  })),
);

describe('seedbed scenarios', () => {
  const cwd = temporaryFolder();

  it('lists every scenario with what it is', async () => {
    const { code, stdout, stderr } = await seedbed(['scenarios'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name, summary } of all) expect(stdout).toMatch(new RegExp(`^  ${name} .*${summary}$`, 'm'));
  });

  it('prints one JSON document with --json', async () => {
    const { code, stdout, stderr } = await seedbed(['scenarios', '--json'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(all);
  });

  it('is what `seedbed plan` says without a scenario', async () => {
    const listed = await seedbed(['scenarios'], { cwd });
    expect(await seedbed(['plan'], { cwd })).toEqual(listed);
  });
});

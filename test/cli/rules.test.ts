import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { renderRules } from '../../src/cli/rules-list.ts';
import { course } from '../../src/domains.ts';
import { rulesMarkdown } from '../../src/report/rules.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { seedbed, shim } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const cwd = temporaryFolder();
const all = rulesOf(course);
const rules = (...parameters: string[]) => seedbed(['rules', ...parameters], { cwd });

describe('seedbed rules', () => {
  it('has in a pipe a line for each rule, by table, with what enforces it', async () => {
    const { code, stdout, stderr } = await rules();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const sections = stdout.trimEnd().split('\n\n');
    const listed = sections.slice(0, -1).flatMap((section) => {
      const [table, ...lines] = section.split('\n');
      return lines.map((line) => [table, ...(/^ {2}(\w+) +(\w+) +(.*)$/.exec(line) ?? []).slice(1)]);
    });
    expect(listed).toEqual(
      all.map(({ table, name, enforcedBy, description }) => [table, enforcedBy, name, description]),
    );
    expect(sections.at(-1)).toBe(
      `${all.length} rules of ${course.entities.length} tables. verify: only \`seedbed verify\` finds what breaks it.`,
    );
  });

  it('prints one JSON document with --json, whose queries run', async () => {
    const { code, stdout, stderr } = await rules('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const document: Record<string, string>[] = JSON.parse(stdout);
    expect(document).toHaveLength(all.length);
    expect(document.find(({ name }) => name === 'course_member_student_valid')).toEqual({
      name: 'course_member_student_valid',
      table: 'course_member',
      kind: 'check',
      enforcedBy: 'constraint',
      description: 'A member with the role _student has a courseGroup.',
      sqlstate: '23514',
      constraint: 'course_member_student_valid',
      query: expect.stringContaining('from public."course_member"'),
    });
    expect(document.find(({ name }) => name === 'result_range')).toMatchObject({
      kind: 'semantic',
      enforcedBy: 'verify',
      sqlstate: null,
      constraint: null,
    });
    const { client } = await freshDatabase({ template: 'course' });
    for (const { name, query = '' } of document) {
      expect((await client.query(query)).rows, name).toEqual([]);
    }
  });

  it('prints Markdown with --markdown', async () => {
    expect(await rules('--markdown')).toEqual({ code: 0, stdout: rulesMarkdown(all), stderr: '' });
  });

  it('is whole for a reader that takes its time', async () => {
    const pipe = '"$0" "$1" rules --json | { read -r first; "$0" --version >/dev/null; echo "$first"; cat; }';
    const child = spawn('sh', ['-c', pipe, process.execPath, shim], {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(JSON.parse(await text(child.stdout))).toHaveLength(all.length);
  });

  it('refuses both at once', async () => {
    const { code, stdout, stderr } = await rules('--markdown', '--json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      error: { message: `option '--markdown' cannot be used with option '--json'` },
    });
  });
});

describe('the rules on a terminal', () => {
  it.each([80, 120, 200])('of %i columns fit into them', (columns) => {
    const text = renderRules(all, columns);
    // Names of up to 63 characters are never broken.
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    const words = text.replaceAll(/\s+/g, ' ');
    for (const { name, description } of all) expect(words).toContain(`${name} ${description}`);
  });

  it('have their descriptions beside the names where there is room, else below', () => {
    const few = all.filter(({ name }) => ['user_pkey', 'user_username_key'].includes(name));
    expect(renderRules(few, 67).split('\n').slice(0, 4)).toEqual([
      'user',
      '  constraint  user_username_key  No two rows of user where',
      '                                 archived_at is null have the same',
      '                                 username.',
    ]);
    expect(renderRules(few, 50).split('\n').slice(0, 4)).toEqual([
      'user',
      '  constraint  user_username_key',
      '    No two rows of user where archived_at is null',
      '    have the same username.',
    ]);
  });
});

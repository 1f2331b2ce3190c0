import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { personas } from '../../src/seeders/course/personas.ts';

test('the table of personas has each of them', () => {
  const text = readFileSync(new URL('../../docs/personas.md', import.meta.url), 'utf8');
  for (const [name, { username, id, description }] of Object.entries(personas)) {
    expect(text).toContain(`| \`${name}\` | \`${username}\` | \`${id}\` | ${description} |`);
  }
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { released } from '../../docs/changelog.ts';

const text = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');

/** What is not in the form of Keep a Changelog, a line each. */
function faults(changelog: string): string[] {
  const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  const found: string[] = [];
  let version = '';
  let seen: string[] = [];
  for (const line of changelog.split('\n')) {
    if (line.startsWith('## ')) {
      [version, seen] = [line, []];
      if (!/^## (Unreleased|\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2})$/.test(line))
        found.push(`no version: ${line}`);
    } else if (line.startsWith('### ')) {
      const kind = line.slice(4);
      if (!kinds.includes(kind)) found.push(`no kind of change: ${line}`);
      if (seen.includes(kind)) found.push(`twice in ${version}: ${line}`);
      seen.push(kind);
    } else if (line.startsWith('- ') && seen.length === 0) found.push(`of no kind: ${line}`);
  }
  return found;
}

describe('the changelog', () => {
  test('begins with what is not released, and each change is of a kind', () => {
    expect(text.match(/^## .*$/m)?.[0]).toBe('## Unreleased');
    expect(faults(text)).toEqual([]);
    expect(text.match(/^- /gm)?.length).toBeGreaterThan(50);
  });

  test('gets a version by a release, and room for the next changes', () => {
    const before = '# Changelog\n\n## Unreleased\n\n### Added\n\n- a trait\n\n## 0.1.0 - 2026-01-01\n';
    const after = released(before, '0.2.0', '2026-02-01');
    expect(after).toBe(before.replace('## Unreleased\n', '## Unreleased\n\n## 0.2.0 - 2026-02-01\n'));
    expect(faults(after)).toEqual([]);
  });
});

test.each([
  ['## Unreleased\n\n- a change', 'of no kind: - a change'],
  ['## 1.0\n', 'no version: ## 1.0'],
  ['## Unreleased\n\n### New\n', 'no kind of change: ### New'],
  ['## Unreleased\n\n### Added\n\n### Added\n', 'twice in ## Unreleased: ### Added'],
])('a changelog with %j is found', (changelog, fault) => {
  expect(faults(changelog)).toEqual([fault]);
});

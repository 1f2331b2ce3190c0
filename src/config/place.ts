import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigFile } from './find.ts';

/**
 * Where in a project's own files an error came from, such as `scenarios/demo.ts:12`; the configuration where
 * nothing says so.
 */
export function placeOf(error: unknown, { project, name }: ConfigFile): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, url = '', line = ''] of stack.matchAll(/(file:\/\/[^\s()]+?):(\d+)(?::\d+)?(?=[\s)]|$)/g)) {
    const path = relative(project, fileURLToPath(url));
    if (!path.startsWith('..') && !path.includes('node_modules')) return `${path}:${line}`;
  }
  return name;
}

/** What an error says, in one line. */
export function wordsOf(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

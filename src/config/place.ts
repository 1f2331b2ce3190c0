import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigFile } from './find.ts';

/**
 * Where in a project's own files an error came from, such as `scenarios/demo.ts:12`; the configuration where
 * nothing says so.
 */
export function placeOf(error: unknown, { project, name }: ConfigFile): string {
  for (const [, url = '', line = ''] of fieldOf(error, 'stack').matchAll(
    /(file:\/\/[^\s()]+?):(\d+)(?::\d+)?(?=[\s)]|$)/g,
  )) {
    const path = relative(project, fileURLToPath(url));
    if (!path.startsWith('..') && !path.includes('node_modules')) return `${path}:${line}`;
  }
  return name;
}

/** What an error says, in one line. */
export function wordsOf(error: unknown): string {
  const [first = 'it throws something that says nothing'] = fieldOf(error, 'message')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** Such as `ERR_MODULE_NOT_FOUND`; empty where it has none. */
export const codeOf = (error: unknown): string => (error instanceof Object ? fieldOf(error, 'code') : '');

/** Of whatever was thrown: it need not be an error, and its fields may throw in their turn. */
function fieldOf(thrown: unknown, name: 'message' | 'stack' | 'code'): string {
  try {
    const value: unknown = thrown instanceof Object ? Reflect.get(thrown, name) : thrown;
    return value === undefined ? '' : String(value);
  } catch {
    return '';
  }
}

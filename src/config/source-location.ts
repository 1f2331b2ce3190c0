import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fieldOf } from '../errors/thrown.ts';
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

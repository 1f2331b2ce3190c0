import type { ExecutionBackend } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import type { executionBackends } from '../../factories/course/words/backends.ts';
import type { Scope } from '../scope.ts';

/** Adds a system that tests what students hand in. */
export const addBackend = (
  scope: Scope,
  n: number,
  words: (typeof executionBackends)[number],
  createdAt: Date,
): RowOf<ExecutionBackend> =>
  scope.add(make.executionBackend, n, { ...words, slug: scope.named(words.slug, '-'), createdAt });

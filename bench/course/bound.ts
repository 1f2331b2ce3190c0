import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';

/** The course domain's factories, bound. */
export const bindCourse = (em: SqlEntityManager) => bind(course, { em, seed: 42 });

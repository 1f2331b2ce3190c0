import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { bind } from '../../src/bind.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import * as factories from '../../src/factories/course/index.ts';

/** The course domain's factories, bound. */
export const bindCourse = (em: SqlEntityManager) => bind({ ...courseSchema, factories }, { em, seed: 42 });

import { defineConfig } from '@mikro-orm/postgresql';
import { entities } from './entities.ts';

/** Of the application's MikroORM, without its connection. */
export const ormConfig = defineConfig({ entities, dbName: 'course' });

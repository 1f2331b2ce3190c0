// A project of the ORM's own making that uses seedbed's seeders.
import { fileURLToPath } from 'node:url';
import { SeedManager } from '@mikro-orm/seeder';
import configurations from '../../mikro-orm.config.ts';

const [{ contextName: _, ...course }] = configurations;
const path = fileURLToPath(new URL('./seeders', import.meta.url));

export default {
  ...course,
  extensions: [...course.extensions, SeedManager],
  seeder: { path, pathTs: path, glob: '!(*.d).ts' },
};

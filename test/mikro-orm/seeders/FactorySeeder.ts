import { course } from 'seedbed/course';
import { factorySeeder } from 'seedbed/mikro-orm';

export class FactorySeeder extends factorySeeder(course, async (f) => {
  await f.course.withMembers(3).create({ path: 'seeded' });
}) {}

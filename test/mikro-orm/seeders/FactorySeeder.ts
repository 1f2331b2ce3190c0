import { course, factorySeeder } from 'seedbed';

export class FactorySeeder extends factorySeeder(course, async (f) => {
  await f.course.withMembers(3).create({ path: 'seeded' });
}) {}

import { course, scenarios } from 'seedbed/course';
import { scenarioSeeder } from 'seedbed/mikro-orm';

export class ClassroomSeeder extends scenarioSeeder(course, scenarios.classroom, {
  parameters: { weeks: 1, students: 6 },
}) {}

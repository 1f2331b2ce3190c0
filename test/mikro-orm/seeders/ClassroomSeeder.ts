import { course, findScenario, scenarioSeeder } from 'seedbed';

const { scenario } = findScenario('classroom');

export class ClassroomSeeder extends scenarioSeeder(course, scenario, {
  parameters: { weeks: 1, students: 6 },
}) {}

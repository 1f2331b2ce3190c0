export { classroom } from './classroom.ts';
export { edgeCases } from './edge-cases.ts';
export { lectureHall } from './lecture-hall.ts';
export { minimal } from './minimal.ts';
export { semester } from './semester.ts';
export { university } from './university.ts';

export { cohort } from './cohort.ts';
export { minimal } from './minimal.ts';

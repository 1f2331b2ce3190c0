export { minimal } from './minimal.ts';
export { quarter } from './quarter.ts';

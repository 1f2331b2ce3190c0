export { minimal } from './minimal.ts';
export { quarterEnd } from './quarter-end.ts';

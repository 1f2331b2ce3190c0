// The package's entry `seedbed/health`: whether a database is fit for a domain.

export type { Limits, State } from './health/check.ts';
export type { CheckName } from './health/checks/index.ts';
export { type CheckResult, type Health, type HealthOptions, health } from './health/health.ts';
export { defaultThresholds, type Thresholds } from './health/thresholds.ts';

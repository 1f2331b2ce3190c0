// The package's entry `seedbed/staging`: whether a shared database may be replaced, replacing it, and putting it back.

export { addressOf } from './staging/address.ts';
export type { Author } from './staging/author.ts';
export type { Backup } from './staging/backups.ts';
export type { LostTargets } from './staging/carry/fate.ts';
export { type HistoryEntry, readHistory, type Strategy } from './staging/history.ts';
export type { ResetStep } from './staging/job.ts';
export type { Keep } from './staging/keep.ts';
export { type Label, type LabelOptions, type LabelResult, readLabel, setLabel } from './staging/label.ts';
export type { Permission } from './staging/permission.ts';
export { planReset, type ResetPlan } from './staging/plan.ts';
export { type ResetOptions, type ResetResult, reset } from './staging/reset.ts';
export { redo, undo } from './staging/undo.ts';

import type { CodeEntry } from './entry.ts';

/** Filling a database with a scenario. */
export const seedingCodes = {
  append_incomplete: {
    kind: 'usage',
    cause: 'One of the two options by which rows are added to others was left out.',
    hint: 'The name enters every key and unique value, so that nothing collides: --append --namespace second',
  },
  bad_name: {
    kind: 'usage',
    cause: 'A dataset cannot be called that, because its name enters keys, paths and user names.',
    hint: 'Take up to 20 lower-case letters and digits that begin with a letter; not f, fw1 or fr1, which are taken by bound factories.',
  },
  bad_parameter: {
    kind: 'usage',
    cause: "A scenario's parameter cannot have that value.",
    hint: 'Give it one of the values that it takes: `seedbed plan <scenario>` lists them.',
  },
  bad_secret: {
    kind: 'usage',
    cause: "The variable with a platform's secret holds something else. It is not shown.",
    hint: 'Take the value that the platform itself runs with: 32 bytes in base64url. Without the variable, people get no password.',
  },
  data_present: {
    kind: 'environment',
    cause: 'The database holds rows already.',
    hint: 'Use an empty database.',
  },
  dataset_differs: {
    kind: 'environment',
    cause: 'A dataset is not the one of a manifest. Nothing was written.',
    hint: 'Make it with the scenario, parameters and versions of the manifest, or renew that with `seedbed manifest`.',
  },
  load_refused: {
    kind: 'environment',
    cause: 'The database did not take the rows; it is as it was before.',
    hint: 'Change what PostgreSQL names, in the data or in the database.',
  },
  manifest_unreadable: {
    kind: 'environment',
    cause: 'A file is no manifest that this version reads.',
    hint: 'Make it again with `seedbed manifest` or `seedbed seed --out`, or read it with the version that wrote it.',
  },
  name_taken: {
    kind: 'usage',
    cause: 'The database holds a dataset that was added under the same name.',
    hint: 'Add these under another name: --append --namespace <name>',
  },
  not_comparable: {
    kind: 'environment',
    cause:
      'The role may not create temporary tables, by which rows that arrive are compared with those that were sent. Nothing was written.',
    hint: 'Let it: grant temporary on database … to …; or, as the owner of the tables, fill them with --load rebuild, when no trigger is on.',
  },
  rebuild_impossible: {
    kind: 'environment',
    cause: 'The indexes and keys of the tables cannot be taken away for a load.',
    hint: 'Load with `--load live`, which is slower and leaves indexes, keys and triggers in place.',
  },
  rows_not_arrived: {
    kind: 'environment',
    cause: 'A table does not hold the rows that were sent to it. Nothing was written.',
    hint: 'Switch off what keeps rows from the table, moves them elsewhere or adds some, then try again.',
  },
  seeding_underway: {
    kind: 'environment',
    cause: 'Another seedbed is filling the same database.',
    hint: 'Wait until it has ended, then try again.',
  },
  scenario_not_appendable: {
    kind: 'usage',
    cause: 'A scenario whose values have no room for a namespace cannot be added to other data.',
    hint: 'Fill an empty database with it.',
  },
  structure_not_restored: {
    kind: 'environment',
    cause: "After a load, the database's structure would have been another one.",
    hint: 'Load with `--load live`, which leaves them in place.',
  },
  unknown_parameter: {
    kind: 'usage',
    cause: 'A scenario has no parameter of that name.',
    hint: 'Take one that it has: `seedbed plan <scenario>` lists them.',
  },
  values_changed: {
    kind: 'environment',
    cause:
      'A table holds other values than were sent to it, so that the data is not what a manifest says. Nothing was written.',
    hint: 'Switch off what changes values on their way into the table, or seed without --expect.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

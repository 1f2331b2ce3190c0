import type { CodeEntry } from './entry.ts';

/** Datasets in files, and files in general. */
export const filesCodes = {
  dataset_missing: {
    kind: 'environment',
    cause: 'There are no files of a dataset in a folder.',
    hint: 'Give a folder that `seedbed seed … --out` has written, or one that holds its parts.',
  },
  out_needed: {
    kind: 'usage',
    cause: 'An option was given that says something about files only, without a folder for them.',
    hint: 'Add --out <folder>, or leave the option out.',
  },
  output_failed: {
    kind: 'environment',
    cause: 'Files could not be written; nothing is left of them that looks complete.',
    hint: 'Look at that folder and its disk, then try again.',
  },
  output_in_use: {
    kind: 'environment',
    cause: 'The folder that is to be written holds something else.',
    hint: 'Give a folder that is new or empty; this one is left as it is.',
  },
  part_damaged: {
    kind: 'environment',
    cause: 'A file of a part is not as it was written.',
    hint: 'Copy the folder of that part anew, or remove it and make the part again.',
  },
  parts_differ: {
    kind: 'environment',
    cause: 'Two parts do not belong to the same dataset, or are the same part.',
    hint: 'Give the parts of one dataset, each of them once.',
  },
  parts_missing: {
    kind: 'environment',
    cause: 'Some parts of a dataset are not there.',
    hint: 'Make them with `seedbed seed … --shard k/n --out`, or give the folders they are in too.',
  },
  parts_unfit: {
    kind: 'environment',
    cause: 'The files have something that the tables do not have.',
    hint: 'Make the files again with this version, or load them with the version that wrote them.',
  },
  unsafe_file: {
    kind: 'environment',
    cause:
      'Something stands where a plain file or folder is expected: a link, a pipe, a device, or more than there can be.',
    hint: 'Put the file or folder itself there, or name another one: nothing is read, changed or removed through a link.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

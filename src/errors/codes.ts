import { backupsCodes } from './codes/backups.ts';
import { cliCodes } from './codes/cli.ts';
import { connectionCodes } from './codes/connection.ts';
import { factoriesCodes } from './codes/factories.ts';
import { filesCodes } from './codes/files.ts';
import { migrationsCodes } from './codes/migrations.ts';
import { projectCodes } from './codes/project.ts';
import { rulesCodes } from './codes/rules.ts';
import { seedingCodes } from './codes/seeding.ts';
import { serverCodes } from './codes/server.ts';
import { stagingCodes } from './codes/staging.ts';
import { testingCodes } from './codes/testing.ts';

/** Every failure by its code, which keeps its meaning for good. */
export const codes = {
  ...connectionCodes,
  ...serverCodes,
  ...migrationsCodes,
  ...backupsCodes,
  ...projectCodes,
  ...factoriesCodes,
  ...rulesCodes,
  ...seedingCodes,
  ...filesCodes,
  ...stagingCodes,
  ...testingCodes,
  ...cliCodes,
} as const;

export type ErrorCode = keyof typeof codes;

/** The codes of all failures. */
// What has just been spread has no other keys.
export const errorCodes = (Object.keys(codes) as ErrorCode[]).sort();

import { existsSync } from 'node:fs';

/** Where Debian and Ubuntu install their PostgreSQL 15. */
export const debianBinaries = '/usr/lib/postgresql/15/bin';

/** The versions besides 18 that are present. */
export const older: readonly 15[] = existsSync(debianBinaries) ? [15] : [];

import { resetToSemester } from './staging.ts';

// Resets the database that is named.
await resetToSemester(process.argv[2] ?? '');
process.exit();

import { describeServerErrors } from './server-errors.ts';

// All of them are tried in the long suite.
describeServerErrors(['0A000', '23505', '25006', '42501', '42P01', '53300', 'P0001', 'XX000', 'ZZZZZ']);

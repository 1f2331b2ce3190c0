import { describeServerErrors } from './server-errors.ts';

// All of them are tried in the long suite.
describeServerErrors([
  ...[
    '08006',
    '0A000',
    '23505',
    '25006',
    '40001',
    '42501',
    '42P01',
    '53100',
    '53300',
    '57P01',
    '57P04',
    '58030',
  ],
  ...['P0001', 'XX000', 'ZZZZZ'],
]);

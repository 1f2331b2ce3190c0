import { describeDumps } from '../staging/describe-dumps.ts';

describeDumps(['staging', 'review']);

import { describeDumps } from '../staging/describe-dumps.ts';

describeDumps(['production', 'staging']);

import { servers } from '../support/database.ts';
import { describeCarriedValues } from './describe-carried-values.ts';

// All of them are in the long suite.
for (const { version } of servers) describeCarriedValues(version, [version === 18 ? 1 : 4]);

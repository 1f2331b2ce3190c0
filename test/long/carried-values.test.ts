import { settings } from '../staging/carried-types.ts';
import { describeCarriedValues } from '../staging/describe-carried-values.ts';
import { servers } from '../support/database.ts';

for (const { version } of servers)
  describeCarriedValues(
    version,
    settings.map((_, i) => i),
  );

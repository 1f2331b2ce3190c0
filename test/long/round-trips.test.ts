import { describeRoundTrips } from '../staging/describe-round-trips.ts';
import { servers } from '../support/database.ts';

for (const { version } of servers) describeRoundTrips(version);

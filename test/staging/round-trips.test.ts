import { practice } from '../../src/domains.ts';
import { servers } from '../support/database.ts';
import { describeRoundTrips } from './describe-round-trips.ts';

for (const { version } of servers) describeRoundTrips(version, [practice]);

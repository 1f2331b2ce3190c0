import { describePlatformDumps } from '../platform/describe-dumps.ts';
import { scenarios } from '../platform/scenarios.ts';
import { servers } from '../support/database.ts';

for (const { version } of servers) describePlatformDumps(version, scenarios);

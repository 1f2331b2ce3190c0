import { servers } from '../support/database.ts';
import { describePlatformDumps } from './describe-dumps.ts';
import { scenarios } from './scenarios.ts';

const some = scenarios.filter(({ name }) => name === 'minimal' || name === 'lecture-hall');
for (const { version } of servers) describePlatformDumps(version, some);

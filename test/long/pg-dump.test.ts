import { course } from '../../src/domains.ts';
import { describePgDump } from '../platform/describe-pg-dump.ts';

describePgDump(course.scenarios.map(({ name }) => name));

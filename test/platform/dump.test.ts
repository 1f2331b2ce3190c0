import { describePgDump } from './describe-pg-dump.ts';

describePgDump(['minimal', 'classroom', 'edge-cases']);

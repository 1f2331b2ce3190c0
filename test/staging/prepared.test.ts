import { describePrepared } from './describe-prepared.ts';

describePrepared(18);

import { servers } from '../support/database.ts';
import { combinations } from './combinations.ts';
import { describeFilling } from './describe-filling.ts';

describeFilling(servers, combinations);

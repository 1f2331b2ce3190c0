import { servers } from '../support/database.ts';
import { describeFilling } from './describe-filling.ts';
import { difficulties } from './difficulties.ts';

describeFilling(servers, difficulties);

import { describeServerErrors } from '../cli/server-errors.ts';
import { SQLSTATES } from '../support/sqlstates.ts';

describeServerErrors(SQLSTATES);

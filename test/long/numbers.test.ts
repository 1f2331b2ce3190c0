import { cases, describeNumbers } from '../staging/describe-numbers.ts';

describeNumbers(cases, { clients: 20, resets: 5 });

import { describeRandom } from './describe-random.ts';

describeRandom(40, 17);

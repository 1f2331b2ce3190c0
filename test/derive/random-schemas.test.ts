import { describeRandom } from './describe-random.ts';

describeRandom(20, 17);

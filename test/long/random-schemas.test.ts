import { describeRandom } from '../derive/describe-random.ts';

describeRandom(100, 1);
describeRandom(100, 2);
describeRandom(100, 3);

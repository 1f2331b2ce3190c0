import { describeRandom } from '../derive/describe-random.ts';

describeRandom(100, 1);

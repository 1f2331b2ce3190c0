import { describeRandom } from '../derive/describe-random.ts';

describeRandom(Number(process.env['RANDOM_SCHEMAS'] ?? 400), 1);

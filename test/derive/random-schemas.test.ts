import { describeRandom } from './describe-random.ts';

describeRandom(Number(process.env['RANDOM_SCHEMAS'] ?? 40), 17);

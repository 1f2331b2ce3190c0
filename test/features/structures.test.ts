import { describeFeatures } from './describe-features.ts';
import { structures } from './structures.ts';

describeFeatures({ file: 'test/features/structures.ts', name: 'structures', features: structures });

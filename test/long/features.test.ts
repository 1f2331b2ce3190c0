import { columns } from '../features/columns.ts';
import { describeFeatures } from '../features/describe-features.ts';

describeFeatures({ file: 'test/features/columns.ts', name: 'columns', features: columns });

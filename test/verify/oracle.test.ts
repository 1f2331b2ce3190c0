import { describeOracle } from './describe-oracle.ts';

// A fifth of what the long suite compares.
describeOracle({ datasets: 420, wanted: 3 });

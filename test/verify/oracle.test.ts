import { describeOracle } from './describe-oracle.ts';

// A tenth of what the long suite compares.
describeOracle({ datasets: 210, wanted: 1 });

import { describeOracle } from '../verify/describe-oracle.ts';

describeOracle({ datasets: 2_100, wanted: 20 });

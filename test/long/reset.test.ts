import { describeReset } from '../staging/describe-reset.ts';
import { servers } from '../support/database.ts';

for (const { version } of servers.filter((server) => server.version !== 18)) {
  describeReset(version, 'rename');
  describeReset(version, 'transaction');
}

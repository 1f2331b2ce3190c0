import { servers } from '../support/database.ts';
import { describeTestDb } from '../testing/describe-test-db.ts';

const [fifteen] = servers.filter(({ version }) => version === 15);
if (fifteen) describeTestDb(15);

import { existsSync } from 'node:fs';
import { test } from 'vitest';
import { describePrepared } from '../staging/describe-prepared.ts';

const debian = '/usr/lib/postgresql/15/bin';

if (existsSync(debian)) describePrepared(15, debian);
else test.skip('there is no PostgreSQL 15', () => {});

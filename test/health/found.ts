import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Domain } from '../../src/domain.ts';
import { course } from '../../src/domains.ts';
import type { CheckName } from '../../src/health/checks/index.ts';
import { type CheckResult, type HealthOptions, health } from '../../src/health/health.ts';

/** What one check says of a database. */
export async function found(
  to: string | pg.Pool,
  check: CheckName,
  options: Omit<HealthOptions, 'checks'> = {},
  domain: Domain = course,
): Promise<CheckResult | undefined> {
  const { checks } = await health(domain, to, { ...options, checks: [check] });
  return checks.find((result) => result.check === check);
}

/** A role that may connect and, but for what `options` say, nothing else; with the url of the database as that role. */
export async function newRole(
  client: pg.Client,
  url: string,
  options = '',
): Promise<{ readonly name: string; readonly url: string }> {
  const name = `health_${randomBytes(6).toString('hex')}`;
  await client.query(`create role ${name} login password 'secret' ${options}`);
  return { name, url: Object.assign(new URL(url), { username: name, password: 'secret' }).toString() };
}

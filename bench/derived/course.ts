import { deriveDomain } from '../../src/derive/derive-domain.ts';
import type { Domain } from '../../src/domain.ts';

/**
 * Derives a domain from the tables of a course.
 *
 * @param leaveOut tables that are not read
 */
export const deriveCourse = (url: string, leaveOut: readonly string[] = []): Promise<Domain> =>
  deriveDomain({
    name: 'derived',
    url,
    leaveOut,
    // A trigger encrypts tokens, which takes longer than all the rest; the users on the other side have none.
    overrides: { user: { userType: 'user', authToken: null, tokenExpiration: null } },
  });

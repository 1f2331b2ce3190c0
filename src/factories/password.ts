import { hashSync } from 'bcryptjs';

/** The least work that bcrypt allows: these hashes protect nothing. */
const SALT = '$2a$04$seedbedseedbedseedbee.';

/** A text and its hash: most rows have the same password, and each hash takes a millisecond. */
let last = { password: '', hash: hashSync('', SALT) };

/** The bcrypt hash of a password; always the same of the same one. */
export function passwordHash(password: string): string {
  if (password !== last.password) last = { password, hash: hashSync(password, SALT) };
  return last.hash;
}

import { createCipheriv, createHmac } from 'node:crypto';

/** Nothing but the secret protects such a text, and the same of the same one is wanted. */
const IV = Buffer.alloc(16);
const VERSION = Buffer.from([0x80]);
/** When it was made, which counts only for texts that expire. */
const TIME = Buffer.alloc(8);

/**
 * A text as Fernet encrypts it (AES-128-CBC, then HMAC-SHA256), always the same of the same one; undefined where the
 * secret is none of Fernet's: 32 bytes in base64url.
 */
export function fernet(secret: string, text: string): string | undefined {
  const key = Buffer.from(secret, 'base64url');
  if (key.length !== 32) return undefined;
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), IV);
  const signed = Buffer.concat([VERSION, TIME, IV, cipher.update(text, 'utf8'), cipher.final()]);
  const whole = Buffer.concat([signed, createHmac('sha256', key.subarray(0, 16)).update(signed).digest()]);
  // Python's decoder wants it padded.
  return whole.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

import { readFileSync, statSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/** The values of `sslmode`, as libpq has them, but for those that leave it to the server; the driver has `no-verify`. */
export const tlsModes = ['disable', 'no-verify', 'require', 'verify-ca', 'verify-full'] as const;

interface TlsSettings {
  readonly sslmode?: (typeof tlsModes)[number] | undefined;
  readonly sslrootcert?: string | undefined;
  readonly sslcert?: string | undefined;
  readonly sslkey?: string | undefined;
  readonly sslpassword?: string | undefined;
}

/** Refuses a setting: why it cannot be, and what it takes. */
type Refuse = (name: keyof TlsSettings, allowed: string, cause?: Error) => never;

/**
 * What the driver is to do about encryption. `require` encrypts without asking who answers, but with `sslrootcert` is
 * `verify-ca`, which asks for a certificate of that authority; `verify-full` asks that it names the host too, and is
 * what counts where there are files without a mode. As in libpq, sockets are never encrypted.
 */
export function tlsOptions(set: TlsSettings, host: string, refuse: Refuse): false | ConnectionOptions {
  const { sslmode, sslrootcert, sslcert, sslkey, sslpassword } = set;
  const hasFiles = sslrootcert !== undefined || sslcert !== undefined || sslkey !== undefined;
  const mode = sslmode ?? (hasFiles ? 'verify-full' : 'disable');
  if (mode === 'disable' || host.startsWith('/')) return false;
  if (sslrootcert === 'system' && mode !== 'verify-full')
    refuse('sslrootcert', 'system with sslmode=verify-full only: everyone can get a certificate of those');
  if (mode === 'verify-ca' && sslrootcert === undefined)
    refuse('sslmode', 'verify-ca with sslrootcert only, or else verify-full or require');
  if (sslcert !== undefined && sslkey === undefined) refuse('sslcert', 'a file, with its key in sslkey');
  if (sslkey !== undefined && sslcert === undefined)
    refuse('sslkey', 'a file, with its certificate in sslcert');

  const read = (name: keyof TlsSettings, path: string): string => {
    try {
      // A pipe would be waited for.
      if (!statSync(path).isFile()) throw new Error('it is not a file');
      return readFileSync(path, 'utf8');
    } catch (error) {
      return refuse(name, 'a file that can be read', error instanceof Error ? error : undefined);
    }
  };
  return {
    ...identity(mode, sslrootcert, host),
    ...(sslrootcert !== undefined && sslrootcert !== 'system' && { ca: read('sslrootcert', sslrootcert) }),
    ...(sslcert !== undefined && { cert: read('sslcert', sslcert) }),
    ...(sslkey !== undefined && { key: read('sslkey', sslkey) }),
    ...(sslpassword !== undefined && { passphrase: sslpassword }),
  };
}

/** What is asked of the server's certificate. */
function identity(
  mode: (typeof tlsModes)[number],
  sslrootcert: string | undefined,
  host: string,
): ConnectionOptions {
  // An address is not told to TLS by the driver, and would be taken for `localhost`.
  if (mode === 'verify-full') return { host };
  const asksNobody = mode === 'no-verify' || (mode === 'require' && sslrootcert === undefined);
  return asksNobody ? { rejectUnauthorized: false } : { checkServerIdentity: () => undefined };
}

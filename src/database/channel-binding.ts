import type pg from 'pg';

/** What a server offers that binds passwords to the encrypted connection. */
const BOUND = 'SCRAM-SHA-256-PLUS';

/**
 * Connects a client, unless the server asks for a password in any other way than bound to the encrypted connection, or
 * for none: somebody in between may be asking. No password is sent to it then.
 */
export async function connectBound(client: pg.Client): Promise<void> {
  const { connection } = client;
  const failure = new Error('the server does not bind passwords to its TLS certificate');
  const refuse = (): void => {
    connection.stream.destroy(failure);
  };
  let isBound = false;
  connection.once('authenticationSASL', ({ mechanisms }: { readonly mechanisms: readonly string[] }) => {
    isBound = mechanisms.includes(BOUND);
    if (!isBound) refuse();
  });
  connection.once('authenticationCleartextPassword', refuse);
  connection.once('authenticationMD5Password', refuse);
  await client.connect();
  if (!isBound) throw failure;
}

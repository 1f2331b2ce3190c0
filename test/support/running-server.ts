import { connect } from '../../src/database/connect.ts';
import type { EmbeddedServer } from '../../src/database/server.ts';

/** Port and pid of a server that must be running. */
export async function running(server: EmbeddedServer): Promise<{ port: number; pid: number }> {
  const status = await server.status();
  if (status.state !== 'running') throw new Error(`the server is ${status.state}`);
  return { port: status.port, pid: status.pid };
}

/** The first row of a query in the maintenance database. */
export async function row(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>> {
  const client = await connect(await server.url());
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
}

export async function socketFolder(server: EmbeddedServer): Promise<string> {
  return String((await row(server, 'show unix_socket_directories'))['unix_socket_directories']);
}

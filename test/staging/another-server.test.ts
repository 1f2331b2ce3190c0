import { once } from 'node:events';
import { type AddressInfo, connect as connectTo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { everyServer, serverUrl } from '../support/database.ts';
import { stagingAt, stagingDatabase } from './staging.ts';

test.runIf(everyServer.length > 1)('a balancer before two servers is refused', async () => {
  const { name, url, permission, askServer } = await stagingDatabase();
  const other = await stagingDatabase(15);
  const role = `create role balanced_${name} superuser login password 'secret'`;
  await askServer(role);
  await other.askServer(role);
  // The first connection is to the database that is labelled, all others go elsewhere.
  const ports = [new URL(url).port];
  const balancer = createServer((client) => {
    const server = connectTo(Number(ports.shift() ?? new URL(serverUrl(15)).port), '127.0.0.1');
    for (const socket of [client, server]) socket.on('error', () => {});
    client.pipe(server).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  // Of a server that listens on a port, `address` gives an object.
  const { port } = balancer.address() as AddressInfo;
  const balanced = stagingAt(`postgresql://balanced_${name}:secret@127.0.0.1:${port}/${name}`, 18, {
    ...permission,
    confirm: `127.0.0.1:${port}/${name}`,
  });
  try {
    await expect(balanced.reset()).rejects.toMatchObject({ code: 'another_server' });
  } finally {
    balancer.close();
    await askServer(`drop role balanced_${name}`);
    await other.askServer(`drop role balanced_${name}`);
  }
});

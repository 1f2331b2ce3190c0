import { test } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { temporaryProject } from '../support/project.ts';
import { commands, InterruptedServer } from './interruptions.ts';

test('what is made by a command that is interrupted is gone after the next one', async () => {
  const directory = temporaryProject();
  const server = new InterruptedServer(embeddedServer({ directory }), directory);
  await server.prepare();
  await server.interrupt(commands['migrate check'] ?? [], 'SIGKILL', 'another database');
  await server.interrupt(commands['doctor'] ?? [], 'SIGINT', 'another database');
  await server.interrupt(commands['reset by rename'] ?? [], 'server', 'another database');
});

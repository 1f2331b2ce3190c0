import { course, embeddedServer, migrations } from 'seedbed';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
  }
}

/** Once a run: a migrated database, DATABASE_URL or else one of the embedded server. */
export default async function setUp(project: TestProject): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? (await embedded());
  await migrations(course, url).up();
  project.provide('url', url);
}

async function embedded(): Promise<string> {
  const server = embeddedServer();
  await server.start();
  return await server.ensureDatabase('course_test');
}

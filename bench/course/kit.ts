import { templatesOf } from '../../src/database/template.ts';
import { withDatabase } from '../../src/database/url.ts';
import { course } from '../../src/domains.ts';
import { release, type Template, template } from '../../src/testing.ts';
import { type CourseServer, startCourseServer } from './server.ts';

export interface Kit {
  readonly server: CourseServer;
  /** It holds `classroom`. */
  readonly classroom: Template<typeof course>;
  readonly destroy: () => Promise<void>;
}

/** Starts a server that `seedbed/testing` uses, with a template on it. */
export async function startKit(): Promise<Kit> {
  const server = await startCourseServer();
  const url = withDatabase(server.url, 'postgres');
  process.env['DATABASE_TEST_URL'] = url;
  try {
    const classroom = await template(course, { scenario: 'classroom' });
    const destroy = async (): Promise<void> => {
      await release(classroom);
      await (await templatesOf(url)).close();
      await server.destroy();
    };
    return { server, classroom, destroy };
  } catch (error) {
    await server.destroy();
    throw error;
  }
}

import { type MikroORM, NotFoundError } from '@mikro-orm/postgresql';
import { Hono } from 'hono';
import type pg from 'pg';
import { type Enrolment, enrol, GroupFullError } from './enrol.ts';
import { grades } from './grades.ts';

/** The application: on MikroORM, and for what SQL does better, on the driver. */
export function createApp(orm: MikroORM, pool: pg.Pool): Hono {
  const app = new Hono();

  app.post('/groups/:group/members', async (context) => {
    const enrolment = await context.req.json<Enrolment>();
    return context.json(await enrol(orm.em.fork(), context.req.param('group'), enrolment), 201);
  });

  app.get('/courses/:course/grades', async (context) =>
    context.json(await grades(pool, context.req.param('course'))),
  );

  app.onError((error, context) => {
    if (error instanceof GroupFullError) return context.json({ error: 'This group is full.' }, 409);
    if (error instanceof NotFoundError) return context.json({ error: 'There is no such group.' }, 404);
    return context.json({ error: error.message }, 500);
  });

  return app;
}

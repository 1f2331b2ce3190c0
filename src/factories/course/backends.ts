import { Course, CourseExecutionBackend, ExecutionBackend } from '../../entities/course/catalog.ts';
import { factory } from '../factory.ts';
import { audit, linkAudit, writers } from './audit.ts';

export const executionBackend = factory(ExecutionBackend, {
  parents: writers,
  columns: {
    ...audit,
    type: 'temporal:python',
    slug: ({ tag }) => `python-${tag}`,
    properties: ({ row }) => ({ task_queue: row.slug }),
  },
});

export const courseExecutionBackend = factory(CourseExecutionBackend, {
  parents: { course: Course, executionBackend: ExecutionBackend },
  columns: linkAudit,
});

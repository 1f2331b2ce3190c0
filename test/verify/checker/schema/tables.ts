import { access } from './access.ts';
import { catalog } from './catalog.ts';
import { content } from './content.ts';
import { people } from './people.ts';
import { messages, submissions } from './submissions.ts';
import type { Table } from './table.ts';

/** The 27 tables of the course schema, in an order in which parents come first. */
export const tables: Readonly<Record<string, Table>> = {
  ...people,
  ...access,
  ...catalog,
  ...content,
  ...submissions,
  ...messages,
};

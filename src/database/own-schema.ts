import { packageFolder } from '../entities/package-folder.ts';
import type { Schema } from '../entities/schema.ts';

const ours = new URL('migrations/', packageFolder).href;

/** Whether a schema is of a project's own: none of those that come with seedbed, whose migrations are in the package. */
export const isOwnSchema = ({ migrations }: Schema): boolean => migrations?.href.startsWith(ours) !== true;

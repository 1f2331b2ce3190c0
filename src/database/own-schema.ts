import type { Schema } from '../entities/schema.ts';

// Sources and the published package hold the migrations of the domains that come with it below this folder.
const ours = new URL('../', import.meta.url).href;

/** Whether a schema is of a project's own: none of those that come with seedbed, whose migrations are in the package. */
export const isOwnSchema = ({ migrations }: Schema): boolean => !migrations.href.startsWith(ours);

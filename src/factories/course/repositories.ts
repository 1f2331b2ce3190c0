import type { JsonObject, JsonValue } from '../../entities/types.ts';

/** Where the repositories of all courses are: a host that is reserved for examples. */
const HOST = 'https://git.example.edu';

/** Says nothing beside the repository. */
export const noDetails: JsonObject = {};

/** A row that has a repository, or a group of them. */
interface Hosted {
  readonly path: string;
  readonly properties?: JsonValue | undefined;
}

/** The `properties` of a row whose repository is at `fullPath`, and there in a folder where one is given. */
export const repository = (fullPath: string, directory?: string): JsonObject => ({
  gitlab: { url: HOST, full_path: fullPath, ...(directory !== undefined && { directory }) },
});

/** A path of labels as one of folders. */
export const folders = (path: string): string => path.replaceAll('.', '/');

/** Where a row's repository is, by its `properties`, or by its path where they do not say. */
export function fullPathOf({ path, properties }: Hosted): string {
  const gitlab = properties instanceof Object && 'gitlab' in properties ? properties['gitlab'] : undefined;
  const known = gitlab instanceof Object && 'full_path' in gitlab ? gitlab['full_path'] : undefined;
  return typeof known === 'string' ? known : folders(path);
}

/** A student's repository of a course, and the one to which it is handed in. */
export const studentsOf = (course: Hosted, name: string): JsonObject => ({
  gitlab: {
    url: HOST,
    full_path: `${fullPathOf(course)}/students/${name}`,
    full_path_submission: `${fullPathOf(course)}/submissions/${name}`,
  },
});

/** The repository of a course's assignments, in which each content has a folder. */
export const assignmentsOf = (course: Hosted, path: string): JsonObject =>
  repository(`${fullPathOf(course)}/assignments`, folders(path));

/** The repository to which a submission group hands in a content. */
export const submissionsOf = (content: Hosted, tag: string): JsonObject =>
  repository(
    `${fullPathOf(content).replace(/\/assignments$/, '')}/submissions/${folders(content.path)}/${tag}`,
  );

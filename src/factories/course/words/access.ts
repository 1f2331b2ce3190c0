import { type GroupType, groupTypes } from '../../../entities/course/access.ts';
import words from './access.json' with { type: 'json' };

/** Roles beside the builtin ones, with the permissions that they claim, `<table>:<action>`; an id has at most 50 characters. */
export const { roles } = words;

/** Groups of users across courses, with the claims of the fixed ones: others may have none. */
export const userGroups = words.userGroups.map((group) => ({ ...group, type: groupType(group.type) }));

/** Where an account comes from; (provider, type) is unique. */
export const { accountProviders } = words;

function groupType(text: string): GroupType {
  const found = groupTypes.find((type) => type === text);
  if (!found) throw new RangeError(`there is no type of groups ${text}`);
  return found;
}

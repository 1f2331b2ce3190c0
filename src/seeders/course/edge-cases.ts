import { z } from 'zod';
import { defineScenario } from '../scenario.ts';
import { addEdgesOfAccess } from './edges/access.ts';
import { addCatalog } from './edges/catalog.ts';
import { addContents } from './edges/contents.ts';
import { addMessages } from './edges/messages.ts';
import { addPeople } from './edges/people.ts';
import { addEdgesOfSubmissions, addMembers } from './edges/teaching.ts';

/**
 * Whatever the schema allows and few have thought of. The only scenario with token users and with
 * organizations of users, which some deployed databases refuse.
 */
export const edgeCases = defineScenario({
  name: 'edge-cases',
  summary:
    'Whatever the schema allows: longest texts, every script and emoji, deepest paths, nulls, each kind.',
  parameters: z.strictObject({}),
  appendable: false,
  shared(scope) {
    const crowd = addPeople(scope);
    addEdgesOfAccess(scope, crowd);
    const catalog = addCatalog(scope, crowd);
    const tasks = addContents(scope, catalog, crowd);
    const members = addMembers(scope, catalog, crowd);
    addEdgesOfSubmissions(scope, tasks, members, catalog, crowd);
    addMessages(scope, catalog, tasks, members, crowd);
  },
});

import { z } from 'zod';
import * as make from '../../factories/boardroom/index.ts';
import { defineScenario } from '../scenario.ts';

/** The smallest dataset in which no table is empty. */
export const minimal = defineScenario({
  name: 'minimal',
  summary: 'One room with its owner, a guest, a running session and a thread.',
  parameters: z.strictObject({}),
  shared(scope) {
    const owner = scope.add(make.user, 0, {});
    const user = scope.add(make.user, 1, {});
    const boardroom = scope.add(make.boardroom, 0, { owner });
    const session = scope.add(make.session, 0, { boardroom, user: owner });
    scope.add(make.thread, 0, { session, user });
  },
});

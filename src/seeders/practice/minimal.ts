import { z } from 'zod';
import * as make from '../../factories/practice/index.ts';
import { after, HOUR } from '../../random/clock.ts';
import { defineScenario } from '../scenario.ts';

/** The smallest dataset in which no table is empty. */
export const minimal = defineScenario({
  name: 'minimal',
  summary: 'One track, a session in it, and what was handed in there.',
  parameters: z.strictObject({}),
  shared(scope) {
    const track = scope.add(make.track, 0, {});
    const session = scope.add(make.session, 0, { track, startedAt: after(scope.now, -HOUR) });
    scope.add(make.submission, 0, { session });
  },
});

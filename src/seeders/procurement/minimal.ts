import { z } from 'zod';
import * as make from '../../factories/procurement/index.ts';
import { defineScenario } from '../scenario.ts';

/** The smallest dataset in which no table is empty. */
export const minimal = defineScenario({
  name: 'minimal',
  summary: 'One organisation with a user, a session, and a request form of one line.',
  parameters: z.strictObject({}),
  shared(scope) {
    const id = scope.ordinal(0);
    const organisation = scope.add(make.organisation, 0, { id });
    const user = scope.add(make.user, 0, { id, organisation });
    scope.add(make.session, 0, { id, user });
    const porf = scope.add(make.porf, 0, { id, user, organisation, totalValue: '25.00' });
    scope.add(make.porfLine, 0, { id, porf, quantity: 2, unitPrice: '12.50' });
  },
});

import { z } from 'zod';

/**
 * The parameter `start` of a scenario: with it, its timeline does not depend on the time that it is now, which only
 * cuts it off.
 *
 * @example startParameter('the quarter', 'so that its last week is running')
 */
export const startParameter = (of: string, otherwise: string) =>
  z.iso.date().optional().describe(`a day of the week in which ${of} begins; else ${otherwise}`);

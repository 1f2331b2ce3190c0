import type { Domain } from '../domain.ts';
import { boardroom, course, practice, procurement } from '../domains.ts';
import { type Area, boardroomAreas, courseAreas, practiceAreas, procurementAreas } from './areas.ts';

/** A domain whose page is among the documents. */
interface Page {
  readonly domain: Domain;
  readonly areas: readonly Area[];
}

/** The pages in `docs/schema`, each named after its domain. */
export const pages: readonly Page[] = [
  { domain: course, areas: courseAreas },
  { domain: boardroom, areas: boardroomAreas },
  { domain: practice, areas: practiceAreas },
  { domain: procurement, areas: procurementAreas },
];

import type { Organization } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { departments, localities, universities } from '../../factories/course/words/institutions.ts';
import { nth } from '../../factories/nth.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';

type OrganizationRow = RowOf<Organization>;

/** Adds the n-th university with some of its faculties and returns it and them, computer science first. */
export function addInstitution(
  scope: Scope,
  n: number,
  createdAt: Date,
  faculties = 4,
): [OrganizationRow, OrganizationRow, ...OrganizationRow[]] {
  const below = scope.below('university', n);
  const university = nth(universities, n);
  const path = scope.named(university.path);
  // The towns stand in the order of the universities that are named after them.
  const { locality, region, country } = nth(localities, n);
  const place = { locality, region, country };
  const top = below.add(make.organization, 0, { ...university, ...place, path, createdAt });
  const add = (d: number): OrganizationRow => {
    const { title, path } = nth(departments, d);
    // On one campus, in one street.
    const { postalCode, streetAddress } = top;
    const address = { ...place, postalCode, streetAddress };
    return below.add(make.organization, d + 1, { title, path: `${top.path}.${path}`, ...address, createdAt });
  };
  return [top, add(0), ...times(faculties - 1, (d) => add(1 + d))];
}

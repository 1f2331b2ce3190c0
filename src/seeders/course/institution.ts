import type { Organization } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { departments, universities } from '../../factories/course/words/institutions.ts';
import { nth } from '../../factories/nth.ts';
import type { Scope } from '../scope.ts';

type OrganizationRow = RowOf<Organization>;

/** Adds the n-th university with its faculties and returns these, computer science first. */
export function addInstitution(
  scope: Scope,
  n: number,
  createdAt: Date,
): [OrganizationRow, ...OrganizationRow[]] {
  const below = scope.below('university', n);
  const university = nth(universities, n);
  const path = scope.named(university.path);
  const top = below.add(make.organization, 0, { ...university, path, createdAt });
  const add = (d: number): OrganizationRow => {
    const { title, path } = nth(departments, d);
    // On one campus: the town of the university is that of its faculties.
    const { locality, region, country } = top;
    return below.add(make.organization, d + 1, {
      title,
      path: `${top.path}.${path}`,
      locality,
      region,
      country,
      createdAt,
    });
  };
  return [add(0), add(1), add(2), add(3)];
}

import { User } from '../../entities/course/people.ts';

/** The audit columns of a link table: new at the reference time, without authors. */
export const linkAudit = {
  version: 0,
  createdAt: ({ now }: { readonly now: Date }) => now,
  updatedAt: ({ row }: { readonly row: { readonly createdAt: Date } }) => row.createdAt,
};

/** The audit columns: an id of the row's own, new at the reference time, without authors. */
export const audit = {
  id: ({ id }: { id(): string }) => id(),
  ...linkAudit,
};

/** The people who wrote a row; none unless given. */
export const writers = {
  createdBy: { of: User, optional: true },
  updatedBy: { of: User, optional: true },
} as const;

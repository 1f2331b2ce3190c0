/** The columns of every table: a key of the row's own, new at the reference time. */
export const record = {
  id: ({ ordinal }: { ordinal(): number }) => ordinal(),
  createdAt: ({ now }: { readonly now: Date }) => now,
  updatedAt: ({ row }: { readonly row: { readonly createdAt: Date } }) => row.createdAt,
};

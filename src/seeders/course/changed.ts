/**
 * What a change at that moment has made of a row; nothing before it.
 *
 * @example scope.add(make.profile, n, { user, bio, ...changed(scope.now, at, { bio: newBio }) })
 */
export function changed<T extends object>(
  now: Date,
  at: Date,
  values: T,
): (T & { readonly updatedAt: Date; readonly version: 1 }) | undefined {
  return at <= now ? { ...values, updatedAt: at, version: 1 } : undefined;
}

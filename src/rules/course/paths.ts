/** The path above another one; null for a root, or what is no path. */
export function pathAbove(path: unknown): string | null {
  if (typeof path !== 'string') return null;
  const end = path.lastIndexOf('.');
  return end < 0 ? null : path.slice(0, end);
}

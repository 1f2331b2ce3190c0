/** That rows of one table point to rows of another one. */
export interface TableLink<T> {
  readonly from: T;
  readonly to: T;
  /** What the key is called in messages. */
  readonly name: string;
  /** Whether its rows can be there before those that they point to: it may be null, or is looked at in the end. */
  readonly canWait: boolean;
}

/**
 * Tables in the order in which they are filled: parents first. Of tables in a circle, those come first whose keys can
 * wait; a table may point to itself.
 *
 * @throws TypeError where no key of a circle can wait, with the shortest such circle
 * @example parentsFirst(['book', 'author'], [{ from: 'book', to: 'author', name: 'book.author', canWait: false }])
 * // ['author', 'book']
 */
export function parentsFirst<T>(tables: readonly T[], links: readonly TableLink<T>[]): readonly T[] {
  const remaining = new Set(tables);
  const ordered: T[] = [];
  const waitsFor = (table: T, some: readonly TableLink<T>[]): boolean =>
    some.some(({ from, to }) => from === table && to !== table && remaining.has(to));
  const demanding = links.filter(({ canWait }) => !canWait);
  while (remaining.size > 0) {
    const all = [...remaining];
    const free = all.filter((table) => !waitsFor(table, links));
    // One at a time: then the keys of the next ones may have nothing to wait for.
    const next =
      free.length > 0
        ? free
        : uppermostCircles(all, links)
            .filter((table) => !waitsFor(table, demanding))
            .slice(0, 1);
    if (next.length === 0) throw inCircle(all, demanding);
    for (const table of next) {
      ordered.push(table);
      remaining.delete(table);
    }
  }
  return ordered;
}

/** The tables that point to no others than those which point back to them. */
function uppermostCircles<T>(tables: readonly T[], links: readonly TableLink<T>[]): readonly T[] {
  const above = new Map(tables.map((table) => [table, reachedFrom(table, new Set(tables), links)]));
  return tables.filter((table) =>
    [...(above.get(table) ?? [])].every((other) => above.get(other)?.has(table)),
  );
}

function reachedFrom<T>(start: T, among: ReadonlySet<T>, links: readonly TableLink<T>[]): ReadonlySet<T> {
  const reached = new Set<T>();
  const toFollow = [start];
  // The list grows while it is gone through.
  for (const here of toFollow) {
    for (const { from, to } of links) {
      if (from !== here || !among.has(to) || reached.has(to)) continue;
      reached.add(to);
      toFollow.push(to);
    }
  }
  return reached;
}

function inCircle<T>(tables: readonly T[], links: readonly TableLink<T>[]): TypeError {
  const circles = tables.flatMap((table) => shortestWay(table, links) ?? []);
  const [shortest = []] = circles.toSorted((a, b) => a.length - b.length);
  return new TypeError(`tables in a circle: ${shortest.map(({ name }) => name).join(' → ')}`);
}

/** The keys by which a table points to itself through others, wrapped so that `flatMap` keeps them together. */
function shortestWay<T>(start: T, links: readonly TableLink<T>[]): [readonly TableLink<T>[]] | undefined {
  const reached = new Set<T>();
  const ways: (readonly TableLink<T>[])[] = [[]];
  // The list grows while it is gone through: one step after the other.
  for (const way of ways) {
    const here = way.at(-1)?.to ?? start;
    for (const link of links) {
      if (link.from !== here || link.from === link.to) continue;
      if (link.to === start) return [[...way, link]];
      if (reached.has(link.to)) continue;
      reached.add(link.to);
      ways.push([...way, link]);
    }
  }
  return undefined;
}

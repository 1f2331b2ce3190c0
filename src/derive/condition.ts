/** Whether a condition of a partial index is true for a row; where it says more than can be told here, it counts as true. */
export function holds(where: string, read: (column: string) => unknown): boolean {
  return where.split(/\bAND\b/i).every((part) => {
    const text = part.replace(/[()]/g, ' ').trim();
    const [, column, not] = /^"?(\w+)"?\s+IS\s+(NOT\s+)?NULL$/i.exec(text) ?? [];
    if (column !== undefined) return (read(column) === null) === (not === undefined);
    const [, isNot, flag] = /^(NOT\s+)?"?(\w+)"?$/i.exec(text) ?? [];
    if (flag !== undefined) return read(flag) === (isNot === undefined);
    const [, compared, label] = /^"?(\w+)"?(?:::[\w. ]+)?\s*=\s*'([^']*)'(?:::.*)?$/i.exec(text) ?? [];
    return compared === undefined || read(compared) === label;
  });
}

/** A text as code has it. @example literal("it's") // `"it's"` */
export const textLiteral = (text: string): string =>
  text.includes("'") ? JSON.stringify(text) : `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')}'`;

/** A name as the key of an object. @example keyLiteral('full name') // `'full name'` */
export const keyLiteral = (name: string): string => (isIdentifier(name) ? name : textLiteral(name));

export const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** A value as code has it. @example literal([1n, null]) // '[1n, null]' */
export function literal(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return `new Date('${value.toISOString()}')`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value instanceof Object && Object.keys(value).length === 0) return '{}';
  if (value instanceof Object)
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${keyLiteral(name)}: ${literal(one)}`)
      .join(', ')} }`;
  return String(value);
}

const constant = `E?'(?:[^']|'')*'`;
const type = String.raw`(?:[\w .]|"(?:[^"]|"")*")+(?:\(\d+\))?`;
const element = `${constant}::${type}`;
const castList = new RegExp(String.raw`\(ARRAY\[(${element}(?:, ${element})*)\]\)::(${type})\[\]`, 'g');
const elements = new RegExp(element, 'g');

/**
 * An expression that PostgreSQL has printed as it prints it once a dump of it was restored: it reads the cast of a list of
 * constants as a cast of each. A check with `in (…)` on a `varchar` is printed in two ways therefore.
 *
 * @example afterDump(`ANY ((ARRAY['a'::character varying])::text[])`) // `ANY (ARRAY[('a'::character varying)::text])`
 */
export const afterDump = (printed: string): string =>
  printed.replace(castList, (_, list: string, to: string) => {
    const cast = list.replace(elements, (one) => `(${one})::${to}`);
    return `ARRAY[${cast}]`;
  });

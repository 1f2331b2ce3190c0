/** A part of an expression as the catalog keeps it. */
interface Node {
  readonly kind: string;
  /** Its own fields, without those of the parts. */
  readonly fields: string;
  readonly parts: readonly Node[];
}

/** OIDs of functions, and of the operators that call them. */
export interface Calls {
  /** Those of others. */
  readonly foreign: ReadonlySet<string>;
  /** Those in SQL, which PostgreSQL may put in their place. */
  readonly inlined: ReadonlySet<string>;
  /** Operators that PostgreSQL calls with values of its statistics, whatever they are written with. */
  readonly estimated?: ReadonlySet<string>;
}

/**
 * The functions of others that PostgreSQL may call when it only plans a query on a table: those whose arguments are
 * constant, or may become so when the expression is simplified, and those by which it estimates. It does that for each
 * expression of an index, a check or a rule, with the rights of the role that asks.
 *
 * @param tree a `pg_node_tree` as text
 * @returns OIDs of functions and operators
 */
export function constantCalls(tree: string, { foreign, inlined, estimated }: Calls): readonly string[] {
  const found: string[] = [];
  const look = (node: Node): void => {
    const oid = calledBy(node);
    const isCalled = (of: string) =>
      estimated?.has(of) === true || !node.parts.some((part) => staysVariable(part, inlined));
    if (oid !== undefined && foreign.has(oid) && isCalled(oid)) found.push(oid);
    node.parts.forEach(look);
  };
  parse(tree).forEach(look);
  return found;
}

const calledBy = ({ fields }: Node): string | undefined => /^:(?:funcid|opno) (\d+)/.exec(fields)?.[1];

/** What has a value as long as one of its parts has. */
const passing = /^(RELABELTYPE|COLLATEEXPR|COERCEVIAIO|ARRAYEXPR|SUBSCRIPTINGREF)$/;

/** Whether a part cannot become a constant by being simplified. */
function staysVariable(node: Node, inlined: Calls['inlined']): boolean {
  const { kind, parts } = node;
  const stays = (part: Node | undefined): boolean => part !== undefined && staysVariable(part, inlined);
  if (kind === 'VAR') return true;
  if (kind === 'COALESCEEXPR') return stays(parts[0]);
  // Of null, most functions make null without being called.
  if (parts.some((part) => part.kind === 'CONST' && part.fields.includes(':constisnull true'))) return false;
  const oid = kind === 'FUNCEXPR' || kind === 'OPEXPR' ? calledBy(node) : undefined;
  const isCall = oid !== undefined && !inlined.has(oid);
  return (isCall || passing.test(kind)) && parts.some(stays);
}

/** Reads `{KIND :field value :args ({…} {…})}`, in which a backslash stands before what means nothing. */
function parse(tree: string): readonly Node[] {
  const root: { text: string; parts: Node[] } = { text: '', parts: [] };
  const open = [root];
  for (let i = 0; i < tree.length; i++) {
    const char = tree[i];
    const last = open.at(-1) ?? root;
    if (char === '{') open.push({ text: '', parts: [] });
    else if (char === '}' && open.length > 1) {
      open.pop();
      const [, kind = '', fields = ''] = /^(\S*) *(.*)$/s.exec(last.text) ?? [];
      (open.at(-1) ?? root).parts.push({ kind, fields, parts: last.parts });
    } else {
      last.text += char;
      if (char === '\\') last.text += tree[++i] ?? '';
    }
  }
  return root.parts;
}

import {
  announcements,
  asks,
  groupNotes,
  memberNotes,
  peerReplies,
  replies,
  type Thread,
  thanks,
  threads,
} from '../../../../src/factories/course/words/conversations.ts';
import type { Week } from '../../../../src/factories/course/words/curriculum/week.ts';
import { subjects } from '../../../../src/factories/course/words/curriculum.ts';
import { remarks } from '../../../../src/factories/course/words/gradings.ts';
import type { Condition, Placeholder, Text } from '../../../../src/factories/course/words/text.ts';

/** A text as it can be found again in a message. */
interface Template {
  readonly kind:
    | 'question'
    | 'answer'
    | 'peer'
    | 'thanks'
    | 'announcement'
    | 'member'
    | 'group'
    | 'remark'
    | 'frame';
  readonly text: string;
  readonly when: readonly Condition[];
  readonly thread: Thread | undefined;
  readonly pattern: RegExp;
}

export interface Found extends Template {
  readonly values: { readonly [name in Placeholder]?: string };
  readonly from: number;
  readonly to: number;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const titles = (list: readonly { readonly title: string }[]): string =>
  list.map(({ title }) => escaped(title)).join('|');
const weeks = subjects.flatMap(({ topics }): readonly Week[] => topics);
const numbers =
  'passed failing count total attempts runs submissions grade gradeBefore daysLate begun handedIn late';

/** Where a placeholder cannot stand for any words. */
const alternatives: { readonly [name: string]: string } = {
  ...Object.fromEntries(['asker', 'helper', 'me'].map((name) => [name, '[^,.!?:\\n]+?'])),
  task: titles(weeks.flatMap(({ assignments, quiz }) => [...assignments, quiz])),
  week: titles(weeks),
  before: titles(weeks),
  ...Object.fromEntries(
    [...numbers.split(' '), 'graded', 'mean', 'members', 'others', 'limit', 'size'].map((name) => [
      name,
      '\\w+',
    ]),
  ),
};

function template(kind: Template['kind'], { text, when = [] }: Text, thread?: Thread): Template {
  const seen = new Set<string>();
  const pattern = text.replace(/\{(\w+)\}|[.*+?^${}()|[\]\\]/g, (found, name: string | undefined) => {
    if (name === undefined) return `\\${found}`;
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>${alternatives[name] ?? '.+?'})`;
  });
  const all = [...(kind === 'question' ? (thread?.when ?? []) : []), ...when];
  return {
    kind,
    text,
    when: all,
    thread,
    pattern: new RegExp(`(?<=^|\\s)${pattern}${text.endsWith('}') ? '(?=$|\\n)' : '(?=$|\\s)'}`, 'd'),
  };
}

const of = (kind: Template['kind'], texts: readonly Text[], thread?: Thread): Template[] =>
  texts.map((text) => template(kind, text, thread));

const frames = [
  ...asks.openings,
  ...asks.closings,
  ...asks.evidence,
  ...replies.openings,
  ...replies.closings,
];
const moreFrames = [...peerReplies.openings, ...peerReplies.closings, ...thanks.openings, ...thanks.closings];

const templates = {
  forum: [
    ...threads.flatMap((thread) => [
      ...of('question', thread.questions, thread),
      ...of('answer', thread.answers, thread),
      ...of('peer', thread.peers, thread),
    ]),
    ...of('thanks', thanks.texts),
    // A name alone could be any word.
    ...of('frame', [...frames, ...moreFrames]).filter(({ text }) => text !== '{me}'),
  ],
  announcement: of('announcement', announcements),
  member: of('member', memberNotes),
  group: of('group', groupNotes),
  remark: of('remark', Object.values(remarks).flat()),
};

/** The texts that a message consists of; those within others are not meant. */
export function parsed(where: keyof typeof templates, message: string): Found[] {
  const found = templates[where].flatMap((one): Found[] => {
    const match = one.pattern.exec(message);
    const [from, to] = match?.indices?.[0] ?? [];
    if (!match || from === undefined || to === undefined) return [];
    return [{ ...one, values: { ...match.groups }, from, to }];
  });
  const length = ({ from, to }: Found): number => to - from;
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.from <= one.from &&
          other.to >= one.to &&
          (length(other) > length(one) || isPlainer(other, one)),
      ),
  );
}

/** Of two texts of the same place, the one with fewer placeholders. */
const isPlainer = (one: Template, other: Template): boolean =>
  one !== other && one.text.length > other.text.length;

import type { ThreadType } from '../../entities/boardroom.ts';
import type { Stream } from '../../random/stream.ts';
import { nth } from '../nth.ts';
import words from './words.json' with { type: 'json' };

/** Rooms of an organization, each with what it is for. */
export const { roomNames } = words;

/** What a session is about. */
export const { agendas } = words;

export interface ThreadText {
  readonly title: string;
  readonly content: string;
}

/** What is written in a session, by the type of the thread. */
export const threadTexts: Readonly<Record<ThreadType, readonly ThreadText[]>> = words.threadTexts;

/** Something to talk about: a discussion may lead to a decision, and that to something to do. */
export type Topic = Readonly<Record<Exclude<ThreadType, 'note'>, ThreadText>>;

/** How often a room talks about what is not its own. */
const OTHER = 0.35;

/**
 * The n-th topic of a room for those areas, or at times another one, with its names and numbers filled in: the same in
 * all of its texts.
 *
 * @example topicOf(random, ['money'], 0).decision.title // 'A second supplier for toner is taken on'
 */
export function topicOf(random: Stream, areas: readonly string[], n: number): Topic {
  const own = words.topics.filter((topic) => topic.areas.some((area) => areas.includes(area)));
  const { discussion, decision, action_item } = random.chance(OTHER)
    ? random.pick(words.topics)
    : nth(own, n);
  const chosen = new Map<string, string>();
  for (const [slot, texts] of Object.entries(words.slots)) chosen.set(slot, random.pick(texts));
  const fill = (text: string): string =>
    capital(text.replace(/\{(\w+)\}/g, (_, slot) => chosen.get(slot) ?? ''));
  const filled = ({ title, content }: ThreadText): ThreadText => ({
    title: fill(title),
    content: fill(content),
  });
  return { discussion: filled(discussion), decision: filled(decision), action_item: filled(action_item) };
}

/** With a capital at the beginning of each sentence, where a name in lower case was filled in. */
const capital = (text: string): string =>
  text.replace(/(^|[.?!] )(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

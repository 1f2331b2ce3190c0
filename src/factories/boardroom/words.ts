import type { ThreadType } from '../../entities/boardroom.ts';
import words from './words.json' with { type: 'json' };

/** Rooms of an organization, each with what it is for. */
export const { roomNames } = words;

/** What a session is about. */
export const { agendas } = words;

interface ThreadText {
  readonly title: string;
  readonly content: string;
}

/** What is written in a session, by the type of the thread. */
export const threadTexts: Readonly<Record<ThreadType, readonly ThreadText[]>> = words.threadTexts;

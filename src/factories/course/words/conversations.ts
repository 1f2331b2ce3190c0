import words from './conversations.json' with { type: 'json' };
import type { Condition, Text } from './text.ts';

/** A question of a student about a task, with the answers that staff and other students may give to it. */
export interface Thread {
  /** All that has to be so where it is asked. */
  readonly when: readonly Condition[];
  /** How often it comes up, where not by how much it says of the moment. */
  readonly weight?: number;
  readonly questions: readonly Text[];
  readonly answers: readonly Text[];
  readonly peers: readonly Text[];
}

/** What may stand around a text. */
interface Frame {
  readonly openings: readonly Text[];
  readonly closings: readonly Text[];
}

interface Conversations {
  readonly threads: readonly Thread[];
  readonly quizThreads: readonly Thread[];
  readonly asks: Frame & { readonly evidence: readonly Text[] };
  readonly replies: Frame;
  readonly peerReplies: Frame;
  readonly thanks: Frame & { readonly texts: readonly Text[] };
  readonly announcements: readonly Text[];
  readonly memberNotes: readonly Text[];
  readonly groupNotes: readonly Text[];
}

// JSON has no types of its own; that each condition is one of those that there are, a test shows.
const conversations = words as Conversations;

/** Questions of students about a task, with their answers. */
export const threads = [...conversations.threads, ...conversations.quizThreads];

/** What stands around a question, and what the tests said, after it. */
export const { asks } = conversations;

/** What stands around an answer of an assistant. */
export const { replies } = conversations;

/** What stands around an answer of another student. */
export const { peerReplies } = conversations;

/** What who asked writes after an answer. */
export const { thanks } = conversations;

/** Announcements of lecturers to the whole course. */
export const { announcements } = conversations;

/** Notes of an assistant to a single member. */
export const { memberNotes } = conversations;

/** Notes of an assistant to the members of one course group. */
export const { groupNotes } = conversations;

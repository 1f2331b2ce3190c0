import type { Scope } from '../scope.ts';
import type { Class } from './class.ts';
import { addConversations } from './conversations.ts';
import { addSubmissions } from './submissions.ts';

/** Adds what happens in week `w` until now: what is handed in, and what is written. */
export function addWeek(scope: Scope, w: number, { students, tasks, ...rest }: Class): void {
  const present = students.filter(({ stays }) => stays > w);
  const open = tasks.filter(({ week }) => week === w);
  if (present.length === 0 || open.length === 0) return;
  for (const [t, task] of open.entries()) {
    addSubmissions(scope.below('task', t), task, present, rest.assistants, rest.calendar);
  }
  addConversations(scope, w, { ...rest, students: present, tasks: open });
}

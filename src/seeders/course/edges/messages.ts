import * as make from '../../../factories/course/index.ts';
import { after, DAY } from '../../../random/clock.ts';
import type { Scope } from '../../scope.ts';
import { signed } from './audit.ts';
import type { Catalog } from './catalog.ts';
import type { Tasks } from './contents.ts';
import type { Crowd } from './people.ts';
import type { Members } from './teaching.ts';
import { everyEmoji, longest, mixed } from './texts.ts';

/** Adds messages to everything, to nothing, and one in each script; read at once, or never. */
export function addMessages(
  scope: Scope,
  { course }: Catalog,
  { limited: courseContent }: Tasks,
  { courseGroup, students }: Members,
  { author, named, nameless }: Crowd,
): void {
  const [courseMember] = students;
  if (!courseMember) throw new RangeError('there are many students');
  const createdAt = after(scope.now, -DAY);
  const targets = { course, courseGroup, courseMember, courseContent };
  const longestMessage = scope.add(make.codeabilityMessage, 0, {
    ...signed(author, scope.now),
    ...targets,
    sender: author,
    type: 'note',
    message: longest(4_096, mixed + everyEmoji),
  });
  scope.add(make.codeabilityMessageRead, 0, {
    message: longestMessage,
    user: author,
    readAt: longestMessage.createdAt,
  });
  // Without a target, and with nothing in it.
  const empty = scope.add(make.codeabilityMessage, 1, { sender: nameless, createdAt, message: '' });
  for (const [n, user] of named.entries()) {
    scope.add(make.codeabilityMessageRead, 1 + n, { message: empty, user, readAt: createdAt });
    const message = `${user.givenName}\n\n${user.familyName}`;
    scope.add(make.codeabilityMessage, 100 + n, { sender: user, course, createdAt, message });
  }
}

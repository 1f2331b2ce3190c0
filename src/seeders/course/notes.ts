import type { CourseGroup } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import { groupNotes, memberNotes } from '../../factories/course/words/conversations.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import { classFacts } from './class-facts.ts';
import { hoursAfter, say } from './facts.ts';
import { type ClassWeek, isThere, type Post } from './post.ts';
import { settled, teamFacts } from './team-facts.ts';

/** So many students have one who is written to in a week, and so many groups. */
const STUDENTS_A_NOTE = 80;
const GROUPS_A_NOTE = 8;

/** What assistants write to single students and to groups because of what they did in a week. */
export function notesOf(place: Scope, week: ClassWeek): Post[] {
  const { present, of } = week;
  const notes = Array.from({ length: Math.ceil(present.length / STUDENTS_A_NOTE) }, (_, n) =>
    memberNote(place.random('memberNote', n), week),
  );
  const groups = Array.from({ length: Math.ceil(of.courseGroups.length / GROUPS_A_NOTE) }, (_, n) =>
    groupNote(place.random('groupNote', n), week),
  );
  return [...notes, ...groups].filter((note) => note !== undefined);
}

/** To one of whom there is something to say. */
function memberNote(random: Stream, week: ClassWeek): Post | undefined {
  const { of, w, present, open } = week;
  for (let tries = 0; tries < 5; tries++) {
    const student = random.pick(present);
    const { task, of: byStudent } = random.pick(open);
    const history = byStudent.get(student);
    const sender = random.pick(of.assistants);
    const begins = of.calendar.week(w);
    const day = of.calendar.office.between(after(begins, 2 * DAY), after(begins, 15 * DAY), random.unit());
    const at = history && settled(history, day);
    if (!history || !at || !isThere(student, at)) continue;
    const missed = open.filter(
      ({ task: other, of: work }) =>
        !other.quiz &&
        other.deadline < at &&
        !work.get(student)?.attempts.some((attempt) => attempt.submit && attempt.at <= at),
    ).length;
    const facts = teamFacts(of, task, history, at, random.unit()).and({ is: { missedTwo: missed > 1 } });
    const message = say(random, memberNotes, facts);
    if (message === undefined) continue;
    const audience = week.audience.filter(({ user }) => user === student.user);
    const to = { type: 'note', courseMember: student.member } as const;
    return { at, sender, message, to, audience, readers: 0.8, seen: [] };
  }
  return undefined;
}

function groupNote(random: Stream, week: ClassWeek): Post | undefined {
  const { of, w, open } = week;
  const { calendar } = of;
  const courseGroup = random.pick(of.courseGroups);
  const members = new Set(of.students.filter(({ member }) => member.courseGroup === courseGroup.id));
  const code = open.filter(({ task }) => !task.quiz);
  const { task, histories } = random.pick(code.length > 0 ? code : open);
  const begins = calendar.week(w);
  const at = calendar.office.between(hoursAfter(begins, 10), after(begins, 13 * DAY), random.unit());
  const sender = random.pick(of.assistants);
  if (members.size === 0) return undefined;
  const facts = classFacts(of, task, histories, members, at).and(meetingFacts(week, courseGroup, at));
  const message = say(random, groupNotes, facts);
  if (message === undefined) return undefined;
  const users = new Set([...members].map(({ user }) => user));
  const audience = week.audience.filter(({ user }) => users.has(user));
  return { at, sender, message, to: { type: 'note', courseGroup }, audience, readers: 0.6, seen: [] };
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

/** Whether the class that the title of a group names is still to come in this week, or over; on holidays there is none. */
function meetingFacts({ of, w }: ClassWeek, { title }: RowOf<CourseGroup>, at: Date) {
  const { calendar } = of;
  const [, day = '', hour = '', minute = ''] = /, (\w+day) (\d\d):(\d\d)$/.exec(title ?? '') ?? [];
  const weekday = DAYS.indexOf(day);
  const begins = calendar.on(w, weekday, Number(hour), Number(minute));
  const ends = hoursAfter(begins, 1.5);
  const isHeld = weekday >= 0 && calendar.office.within(begins, ends) > 0;
  const isThisWeek = at < after(calendar.week(w), 7 * DAY);
  return {
    is: { meets: isHeld && at < begins, meetingOver: isHeld && at > ends && isThisWeek },
    values: { meeting: weekday < 0 ? undefined : `${day} at ${hour}:${minute}` },
  };
}

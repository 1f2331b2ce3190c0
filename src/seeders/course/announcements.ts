import { announcements } from '../../factories/course/words/conversations.ts';
import type { Condition } from '../../factories/course/words/text.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import { classFacts } from './class-facts.ts';
import { hoursAfter, say, weekdayAndDate, weekdayAndHour } from './facts.ts';
import type { ClassWeek, Post, TaskWork } from './post.ts';

/** What a lecturer tells the course about a week: at its beginning, before the deadline, and after it. */
export function announcementsOf(place: Scope, week: ClassWeek): Post[] {
  const { of, w, open } = week;
  const { calendar, outage } = of;
  const random = place.random('announcements');
  const { office } = calendar;
  const begins = calendar.week(w);
  const ends = after(begins, 7 * DAY);
  const code = open.filter(({ task }) => !task.quiz);
  const about = random.pick(code.length > 0 ? code : open);
  const { deadline } = about.task;

  const monday = office.between(hoursAfter(begins, 8), hoursAfter(begins, 34), random.unit() ** 2);
  const reminder = office.between(hoursAfter(deadline, -52), hoursAfter(deadline, -5), random.unit());
  const review = office.after(deadline, 2 + 40 * random.unit());
  const posts = [
    post(random, week, about, 'opening', monday),
    random.chance(0.6) ? post(random, week, about, 'reminder', reminder) : undefined,
    random.chance(0.65) ? post(random, week, about, 'review', review) : undefined,
    random.chance(0.7) ? feedback(random, week, about) : undefined,
  ];
  if (begins <= outage.to && outage.to < ends) {
    posts.push(post(random, week, about, 'wasDown', office.after(outage.to, 0.5 + random.unit())));
  }
  const next = w + 1 < calendar.weeks ? calendar.week(w + 1) : undefined;
  if (next && next > after(ends, DAY)) {
    const day = office.between(hoursAfter(deadline, -36), deadline, random.unit());
    if (day > begins) posts.push(post(random, week, about, 'breakFollows', day));
  }
  return posts.filter((one) => one !== undefined);
}

/** Once all has been graded. */
function feedback(random: Stream, week: ClassWeek, about: TaskWork): Post | undefined {
  const gradings = about.histories.map((history) => history.gradings[0]?.at.getTime() ?? 0);
  const last = gradings.reduce((latest, at) => Math.max(latest, at), 0);
  if (last === 0) return undefined;
  const at = week.of.calendar.office.after(new Date(last), 1 + 8 * random.unit());
  return post(random, week, about, 'feedback', at);
}

function post(
  random: Stream,
  week: ClassWeek,
  about: TaskWork,
  occasion: Condition,
  at: Date,
): Post | undefined {
  const { of, w, audience } = week;
  const { calendar, lecturer, outage } = of;
  const facts = classFacts(of, about.task, about.histories, new Set(of.students), at).and({
    is: { [occasion]: true },
    values: {
      recovered: weekdayAndHour(calendar, outage.to),
      resumes: w + 1 < calendar.weeks ? weekdayAndDate(calendar, calendar.week(w + 1)) : undefined,
      me: lecturer.givenName ?? undefined,
    },
  });
  // Others are for other occasions.
  const texts = announcements.filter(({ when }) => when?.includes(occasion));
  const [greets, signs] = [random.chance(0.4), random.chance(0.35)];
  const message = say(random, texts, facts);
  if (message === undefined) return undefined;
  const { givenName, familyName } = lecturer;
  const parts = [
    greets ? random.pick(['Dear all,', 'Dear students,', 'Hello everyone,']) : undefined,
    message,
    signs && givenName && familyName
      ? `${random.pick(['Best regards', 'Best wishes', 'See you'])}\n${givenName} ${familyName}`
      : undefined,
  ];
  return {
    at,
    sender: lecturer,
    message: parts.filter((part) => part !== undefined).join('\n\n'),
    to: {},
    audience,
    readers: ANNOUNCED,
    seen: [],
  };
}

/** The share of people who read an announcement. */
const ANNOUNCED = 0.55;

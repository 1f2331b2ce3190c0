import { z } from 'zod';
import * as make from '../../factories/boardroom/index.ts';
import { agendas, roomNames } from '../../factories/boardroom/words.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY, HOUR, MINUTE, WEEK } from '../../random/clock.ts';
import { permute } from '../../random/permutation.ts';
import type { Stream } from '../../random/stream.ts';
import { lognormal, weighted } from '../latent.ts';
import { mondayOf } from '../monday.ts';
import { isWorkingDay, officeMoment, weekday } from '../office-hours.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { startParameter } from '../start-parameter.ts';
import { times } from '../times.ts';
import { addSession } from './meetings.ts';
import { PEOPLE_A_ROOM, type Person, personAt, WEEKS } from './people.ts';

/** How many people one unit makes. */
const CROWD = 1_000;
/** From whom a team is taken: neighbouring rooms have people in common. */
const CIRCLE = 20;
const SIZES = [6, 8, 10, 12, 20, null] as const;
const LENGTHS = [30, 45, 60, 60, 90] as const;
/** Weeks from one meeting to the next. */
const RHYTHMS = [1, 1, 1, 2, 2, 4] as const;
/** When meetings are planned, in quarters of an hour from nine, with none over lunch. */
const TIMES = [3, 1, 3, 1, 4, 1, 3, 1, 2, 0, 0, 0, 0, 0, 0, 0, 3, 1, 3, 1, 4, 1, 3, 1, 2, 1, 2, 1, 1];

const parameters = z.strictObject({
  rooms: z.int().min(1).max(20_000).default(12).describe('boardrooms, each with about 50 rows'),
  start: startParameter('the quarter', 'so that its last week is running'),
});

/** A quarter of an organization. */
export const quarter = defineScenario({
  name: 'quarter',
  summary:
    'The boardrooms of an organization: a quarter of sessions, held, running, planned or cancelled, threads of every type.',
  parameters,
  shared: (scope, { start }) => ({
    people: scope,
    first: mondayOf(start === undefined ? after(scope.now, (1 - WEEKS) * WEEK) : new Date(start)),
  }),
  units: ({ rooms }) => crowds(rooms) + rooms,
  unit(scope, { rooms }, k, { people, first }) {
    const crowd = crowds(rooms);
    if (k < crowd) addPeople(scope.in(people), k * CROWD, peopleIn(rooms), first);
    else addRoom(scope, people, k - crowd, peopleIn(rooms), first);
  },
});

const peopleIn = (rooms: number): number => Math.max(8, rooms * PEOPLE_A_ROOM);
const crowds = (rooms: number): number => Math.ceil(peopleIn(rooms) / CROWD);

function addPeople(scope: Scope, from: number, people: number, first: Date): void {
  for (let i = from; i < Math.min(from + CROWD, people); i++) {
    const { joinedAt, user } = personAt(scope, i, first);
    if (joinedAt > scope.now) continue;
    const { createdAt, isVerified, isActive, updatedAt } = user;
    scope.add(make.user, i, { createdAt, isVerified, isActive, updatedAt });
  }
}

/** Adds a room with its meetings; the first one meets each Wednesday morning. */
function addRoom(scope: Scope, people: Scope, room: number, count: number, first: Date): void {
  const random = scope.random('room');
  const { name, description, areas } = nth(roomNames, room);
  const again = Math.floor(room / roomNames.length);
  const isNew = random.chance(0.2) && room > 0;
  const createdAt = officeMoment(
    isNew ? weekday(first, random.integer(0, 25)) : after(first, -random.integer(14, 700) * DAY),
    random,
  );
  const closes = random.chance(0.14) && room > 0;
  const closesAt = officeMoment(weekday(first, random.integer(30, 5 * WEEKS)), random);
  const closedAt = closes ? closesAt : undefined;
  const maxParticipants = random.pick(SIZES);
  const team = teamOf(random, people, room, Math.min(count, CIRCLE), count, maxParticipants, first);
  const [owner] = team;
  if (createdAt > scope.now || !owner) return;
  const isClosed = closedAt !== undefined && closedAt <= scope.now;
  const boardroom = scope.add(make.boardroom, 0, {
    owner: owner.user,
    name: again === 0 ? name : `${name} ${again + 1}`,
    description,
    createdAt,
    isActive: !isClosed,
    updatedAt: isClosed ? closedAt : null,
    maxParticipants,
  });
  const talk = lognormal(random, 5, 0.4);
  const agenda = random.integer(0, agendas.length - 1);
  const plan = { boardroom, team, areas, createdAt, closedAt, minutes: random.pick(LENGTHS), talk, agenda };
  for (const [n, planned] of meetingsOf(random, room, first).entries()) {
    if (planned > createdAt && !(closedAt && after(planned, 4 * HOUR) > closedAt))
      addSession(scope, n, plan, planned);
  }
}

/** The owner, and others from around. */
function teamOf(
  random: Stream,
  people: Scope,
  room: number,
  circle: number,
  count: number,
  most: number | null,
  first: Date,
): Person[] {
  const size = Math.min(most ?? circle, circle, Math.max(3, Math.round(lognormal(random, 6.5, 0.4))));
  const owner = (room * PEOPLE_A_ROOM) % count;
  const key = people.address.child('team', room).key;
  // The circle begins behind the owner.
  return times(size, (m) => {
    const step = m === 0 ? 0 : 1 + permute(key, circle - 1, m - 1);
    return personAt(people, (owner + step) % count, first);
  });
}

/** When a room is to meet in the quarter, but for holidays. */
function meetingsOf(random: Stream, room: number, first: Date): Date[] {
  const rhythm = random.pick(RHYTHMS);
  const begins = random.integer(0, rhythm - 1);
  const day = random.integer(0, 4);
  const time = 9 * HOUR + 15 * (weighted(random, TIMES) ?? 0) * MINUTE;
  const [every, from, on, at] = room === 0 ? [1, 0, 2, 9.5 * HOUR] : [rhythm, begins, day, time];
  return times(WEEKS, (week) => week)
    .filter((week) => week >= from && (week - from) % every === 0)
    .map((week) => after(weekday(first, 5 * week + on), at))
    .filter(isWorkingDay);
}

import { z } from 'zod';
import { Boardroom, Session, Thread, User } from '../../entities/boardroom.ts';
import type { EntityClass, RowOf } from '../../entities/row.ts';
import * as make from '../../factories/boardroom/index.ts';
import { roomNames } from '../../factories/boardroom/words.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY, HOUR, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { addSession, isOpen, threadsOf, WEEKS } from './meetings.ts';

/** How many people one unit makes. */
const CROWD = 1_000;
/** Of those who meet in a room, three are of the next one. */
const PEOPLE_A_ROOM = 5;
const TEAM = 8;
const SIZES = [6, 8, 10, 12, 20, null] as const;

const parameters = z.strictObject({
  rooms: z.int().min(1).max(20_000).default(12).describe('boardrooms, each with about 95 rows'),
});

/** A quarter of an organization. */
export const quarter = defineScenario({
  name: 'quarter',
  summary:
    'The boardrooms of an organization: twelve weeks of sessions, today’s that are running, threads of every type.',
  parameters,
  shared: (scope) => ({ people: scope }),
  units: ({ rooms }) => crowds(rooms) + rooms,
  unit(scope, { rooms }, k, { people }) {
    const crowd = crowds(rooms);
    if (k < crowd) addPeople(scope.in(people), k * CROWD, peopleIn(rooms));
    else addRoom(scope, people, k - crowd, peopleIn(rooms));
  },
  counts: ({ rooms }) => {
    let [sessions, threads] = [0, 0];
    for (let room = 0; room < rooms; room++) {
      for (let week = 0; week <= WEEKS; week++) {
        if (week === WEEKS && !isOpen(room)) continue;
        sessions++;
        threads += threadsOf(room, week);
      }
    }
    return new Map<EntityClass, number>([
      [User, peopleIn(rooms)],
      [Boardroom, rooms],
      [Session, sessions],
      [Thread, threads],
    ]);
  },
});

const peopleIn = (rooms: number): number => Math.max(TEAM, rooms * PEOPLE_A_ROOM);
const crowds = (rooms: number): number => Math.ceil(peopleIn(rooms) / CROWD);

function addPeople(scope: Scope, first: number, people: number): void {
  for (let i = first; i < Math.min(first + CROWD, people); i++) scope.add(make.user, i, person(scope.now, i));
}

/** When a participant came, and whether they have left by now. */
function person(at: Date, i: number) {
  const createdAt = after(mondayOf(at), -(16 + (i % 60)) * WEEK + (i % 5) * DAY + (8 + (i % 9)) * HOUR);
  const hasLeft = i % 20 === 19;
  return {
    createdAt,
    isVerified: i % 9 !== 8,
    isActive: !hasLeft,
    ...(hasLeft && { updatedAt: after(mondayOf(at), -WEEK + 15 * HOUR) }),
  };
}

function addRoom(scope: Scope, people: Scope, room: number, count: number): void {
  const team: RowOf<User>[] = times(TEAM, (member) => {
    const i = (room * PEOPLE_A_ROOM + member) % count;
    return people.compute(make.user, i, person(scope.now, i));
  });
  const { name, description } = nth(roomNames, room);
  const again = Math.floor(room / roomNames.length);
  const boardroom = scope.add(make.boardroom, 0, {
    owner: team[0] as RowOf<User>, // a team is never empty
    name: again === 0 ? name : `${name} ${again + 1}`,
    description,
    createdAt: after(mondayOf(scope.now), -(WEEKS + 2) * WEEK + (room % 5) * DAY + 9 * HOUR),
    isActive: isOpen(room),
    maxParticipants: SIZES[room % SIZES.length] ?? null,
  });
  for (let week = 0; week <= WEEKS; week++) addSession(scope, { room, week, boardroom, team });
}

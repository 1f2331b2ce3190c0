import type { User } from '../../../entities/course/people.ts';
import type { RowOf } from '../../../entities/row.ts';
import * as make from '../../../factories/course/index.ts';
import { after, DAY, HOUR, MINUTE } from '../../../random/clock.ts';
import { normal } from '../../latent.ts';
import { officeMoment } from '../../office-hours.ts';
import type { Scope } from '../../scope.ts';
import type { Calendar } from '../calendar.ts';

export const LECTURERS = 100;
export const ASSISTANTS = 400;

/** What stays the same about a person in all courses, as numbers of a standard normal distribution. */
export interface Traits {
  /** How well they do. */
  readonly ability: number;
  /** How long before a deadline they start. */
  readonly earliness: number;
}

/** All people of the university, each of whom can be made without the others. */
export class People {
  readonly #scope: Scope;
  readonly #calendar: Calendar;

  constructor(scope: Scope, calendar: Calendar) {
    this.#scope = scope;
    this.#calendar = calendar;
  }

  /** The row of the i-th person. */
  user(i: number): RowOf<User> {
    return this.#scope.compute(make.user, i, { createdAt: this.#joinedAt(i) });
  }

  traits(i: number): Traits {
    const random = this.#scope.random('traits', i);
    return { ability: normal(random), earliness: normal(random) };
  }

  /** Adds some of them to a unit: each with an account from the first time that they sign in, and a profile. */
  add(unit: Scope, from: number, to: number): void {
    const scope = unit.in(this.#scope);
    for (let i = from; i < to; i++) {
      const random = scope.random('arrival', i);
      const createdAt = this.#joinedAt(i);
      const user = scope.add(make.user, i, { createdAt });
      if (i >= LECTURERS) {
        scope.add(make.studentProfile, i, {
          user,
          createdAt: after(createdAt, random.integer(0, 20 * MINUTE)),
        });
      }
      const arrived = after(createdAt, random.integer(20 * MINUTE, 30 * HOUR));
      scope.add(make.account, i, { user, createdAt: arrived });
      scope.add(make.profile, i, { user, createdAt: after(arrived, random.integer(MINUTE, 9 * DAY)) });
    }
  }

  /** Staff at least half a year before the term, students in the year before it, and more of them lately. */
  #joinedAt(i: number): Date {
    const random = this.#scope.random('joined', i);
    const share = random.unit();
    const days = i < LECTURERS + ASSISTANTS ? 180 + 900 * share : 60 + 320 * share * share;
    return officeMoment(after(this.#calendar.week(0), -Math.floor(days) * DAY), random);
  }
}

import type { User } from '../../entities/course/people.ts';
import type { RowOf } from '../../entities/row.ts';

export type UserRow = RowOf<User>;

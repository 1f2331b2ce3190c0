// The package's entry `seedbed/course`: the domain of the course platform.

import { p } from '@mikro-orm/core';
import { defineDomain, type NamedDomain } from './domain.ts';
import { courseSchema, User } from './entities/course/index.ts';
import { factories } from './factories/course/factories.ts';
import { fernet } from './factories/course/fernet.ts';
import { courseRules } from './rules/course/index.ts';
import * as scenarios from './seeders/course/index.ts';
import { personasOf } from './seeders/course/personas.ts';

// By their own names too, for declarations.
export type * from './entities/course/index.ts';
export * as entities from './entities/course/index.ts';
export type * from './factories/course/factories.ts';
export { type PersonaName, type Personas, personas, personasOf } from './seeders/course/personas.ts';
export type { Persona } from './seeders/persona.ts';
export { factories, scenarios };

const PASSWORD = 'seedbed-password';

const courseDomain = defineDomain({
  ...courseSchema,
  factories,
  rules: courseRules,
  scenarios: [
    scenarios.minimal,
    scenarios.classroom,
    scenarios.lectureHall,
    scenarios.semester,
    scenarios.university,
    scenarios.edgeCases,
  ],
  people: `
    select concat_ws(' ', u.given_name, u.family_name) as name, u.email, m.role
    from public."user" u
    join (
      select user_id, course_role_id as role, row_number() over (partition by course_role_id order by id) as place
      from public.course_member
    ) m on m.user_id = u.id and m.place <= 2
    order by array_position(array['_owner', '_maintainer', '_study_assistant', '_student'], m.role), u.email
    limit 12`,
  personas: { entity: User, of: personasOf },
  signIn: {
    columns: { entity: User, properties: { password: p.string().length(255).nullable() } },
    secret: 'TOKEN_SECRET',
    password: PASSWORD,
    rows: (secret) => {
      const password = fernet(secret, PASSWORD);
      return password === undefined ? undefined : { user: () => ({ password }) };
    },
  },
});

export interface CourseDomain extends NamedDomain<typeof courseDomain> {}
export const course: CourseDomain = courseDomain;

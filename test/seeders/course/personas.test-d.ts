import { type Persona, type PersonaName, type Personas, personas, personasOf } from 'seedbed/course';
import { expectTypeOf, test } from 'vitest';

test('personas are known by name', () => {
  expectTypeOf(personas.owner.id).toEqualTypeOf<string>();
  expectTypeOf(personas.strongStudent).toEqualTypeOf<Persona>();
  expectTypeOf(personasOf('second')).toEqualTypeOf<Personas>();
  expectTypeOf<keyof typeof personas>().toEqualTypeOf<PersonaName>();
  // @ts-expect-error there is no such persona
  personas.dean;
  // @ts-expect-error they stay as they are
  personas.owner = personas.lecturer;
});

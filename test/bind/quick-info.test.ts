import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { quickInfo } from '../support/language-server.ts';

test('an editor shows factories by their names rather than by what they are made of', async () => {
  const file = fileURLToPath(new URL('../fixtures/quick-info.ts', import.meta.url));
  const places = [
    'const f',
    'f.user',
    'f.courseMember.studyAssistant',
    'studyAssistant().create',
    'f.result.createMany',
  ];
  expect(await quickInfo(file, places)).toEqual([
    'const f: Bound<CourseDomain>',
    '(property) user: BoundFactory<UserFactory, CourseDomain>',
    '(property) studyAssistant: () => BoundFactory<CourseMemberFactory, CourseDomain>',
    '(property) create: (overrides?: OverridesOf<CourseMemberFactory> | undefined, options?: CreateOptions | undefined) => Promise<CourseMember>',
    '(property) createMany: (count: number, overrides?: OverridesOf<ResultFactory> | undefined, options?: CreateOptions | undefined) => Promise<Result[]>',
  ]);
});

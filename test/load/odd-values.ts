import { z } from 'zod';
import * as make from '../../src/factories/course/index.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';

/** Texts that an encoding may trip over. */
export const oddTexts = [
  '',
  ' ',
  ' padded ',
  'tab\there',
  '\t',
  'line\nbreak',
  'carriage\rreturn\r\n',
  '\n',
  'back\\slash',
  '\\',
  '\\\\',
  '\\N',
  '\\.',
  '\\.\n',
  '\\t is no tab',
  'null',
  'NULL',
  `quotes " ' \` and $1 :name ?`,
  '{"json": [1]}',
  'bell \b\f\v\x01\x7f',
  'Zoë Łukasz 李 çöğüş İı',
  '👩‍🎓 with joiners, 🇦🇹 flags, \u{1F600}',
  'left-to-right \u200e and no-break\u00a0space \ufeff',
  'a'.repeat(4_000),
  `${'\\\n'.repeat(1_000)}`,
];

const oddNumbers = [0, 1, 0.1, 0.1 + 0.2, 1 / 3, 1e-7, 1e21, 1.5e300, 5e-324, -2.5, 123456.789];

const oddTimes = [
  '1969-12-31T23:59:59.999Z',
  '1900-01-01T00:00:00.001Z',
  '0099-03-01T12:00:00.000Z',
  '2000-02-29T00:00:00.000Z',
  '2025-03-30T01:30:00.000Z',
  '2100-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
].map((time) => new Date(time));

const oddDocuments = [
  {},
  [],
  '',
  'text',
  'null',
  '"quoted"',
  '{"a":1}',
  0,
  -1.5e-7,
  true,
  false,
  [null],
  { a: null, b: [1, 2.5, { c: 'd\te\nf\\g"h' }], 'k\\e"y\n': '👩‍🎓', '': '\\N' },
];

/** One of each odd value, in columns of every type that the course's tables have. */
export const oddities = defineScenario({
  name: 'oddities',
  summary: 'Values that an encoding may trip over.',
  parameters: z.strictObject({}),
  shared(scope) {
    const user = scope.add(make.user, 0, {});
    oddTexts.forEach((text, n) => {
      scope.add(make.user, 100 + n, { givenName: text.slice(0, 200), familyName: null, createdBy: user.id });
      scope.add(make.group, n, { title: text.slice(0, 255), description: text });
    });
    oddTimes.forEach((time, n) => {
      scope.add(make.user, 200 + n, { createdAt: time, updatedAt: time, archivedAt: time });
    });
    oddDocuments.forEach((properties, n) => {
      scope.add(make.user, 300 + n, { properties });
    });
    ['192.0.2.1', '2001:db8::1f', '::1', '0.0.0.0'].forEach((ipAddress, n) => {
      scope.add(make.session, n, { user, ipAddress, logoutTime: null });
    });
    const [root, ...below] = ['top', 'top.a', 'top.a.b', 'top.a.b.c', 'top.z'].map((path, n) =>
      scope.add(make.organization, n, { path }),
    );
    if (!root || below.length === 0) throw new Error('organizations are needed');
    const own = scope.add(make.organization, 9, { user });
    const course = scope.add(make.course, 0, {
      courseFamily: scope.add(make.courseFamily, 0, { organization: own }),
    });
    const courseContentType = scope.add(make.courseContentType, 0, { course, color: null });
    oddNumbers.forEach((position, n) => {
      scope.add(make.courseContent, n, { course, courseContentType, position });
    });
    [1, 2 ** 31, 2 ** 53 - 1].forEach((fsNumber, n) => {
      scope.add(make.user, 400 + n, { fsNumber: fsNumber - 2, version: fsNumber });
    });
  },
});

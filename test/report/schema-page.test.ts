import { describe, expect, it } from 'vitest';
import { defineDomain } from '../../src/domain.ts';
import { course } from '../../src/domains.ts';
import { tablesOf } from '../../src/load/table.ts';
import { courseAreas } from '../../src/report/areas.ts';
import { schemaPage } from '../../src/report/schema-page.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';

const page = schemaPage(course, courseAreas);
const diagrams = [...page.matchAll(/^```mermaid\n(.*?)\n```$/gms)].map(([, text = '']) => text);

/** The section of a table. */
const sectionOf = (table: string): string =>
  page.split(/^##+ /m).find((part) => part.startsWith(`${table}\n`)) ?? '';

describe('the page of a schema', () => {
  it('has every table once, each in one area', () => {
    const inAreas = courseAreas.flatMap(({ entities }) => entities);
    expect(new Set(inAreas)).toEqual(new Set(course.entities));
    expect(inAreas).toHaveLength(course.entities.length);
    for (const { name } of tablesOf(course))
      expect(page.match(new RegExp(`^### ${name}$`, 'gm'))).toHaveLength(1);
  });

  it('has every rule with its sentence in the section of its table', () => {
    for (const { table, name, description } of rulesOf(course)) {
      expect(sectionOf(table)).toContain(`| \`${name}\` |`);
      expect(sectionOf(table)).toContain(`| ${description} |`);
    }
  });

  it('says of a column its type, whether it may be null, and its default', () => {
    expect(sectionOf('user')).toContain(`| \`user_type\` | user_type | no | \`'user'\` |\n`);
    expect(sectionOf('user')).toContain('| `email` | varchar(320) | yes |  |\n');
    expect(sectionOf('organization')).toContain(
      '| `parent_path` | ltree | yes | generated as `(case when public.nlevel(path)',
    );
  });

  it('says what keys, indexes, checks and triggers there are', () => {
    for (const line of [
      '- primary key: `organization_pkey` on `id`',
      '- unique: `organization_user_id_idx` on `user_id` where `user_id is not null`',
      '- foreign key: `fk_organization_parent`, `organization_type`, `parent_path` → `organization (organization_type, path)`, on delete cascade, on update no action, initially deferred',
      `- check: \`organization_title_condition\`, \`(title is null) = (organization_type = 'user')\``,
      '- index: `organization_path_idx` on `path` by gist',
      '- trigger: `organization_children_move`, after update referencing old table as old_rows new table as new_rows for each statement: `organization_move_children`',
    ]) {
      expect(sectionOf('organization')).toContain(`${line}\n`);
    }
    expect(sectionOf('course_content_type')).toContain('| `slug` | varchar(255) | no |  |');
  });

  it('has a diagram of all tables, and one for each area', () => {
    expect(diagrams).toHaveLength(courseAreas.length + 1);
    for (const { name } of tablesOf(course)) {
      expect(diagrams[0]).toMatch(new RegExp(`^  ${name}$`, 'm'));
      expect(diagrams.slice(1).filter((text) => new RegExp(`^  ${name} \\{$`, 'm').test(text))).toHaveLength(
        1,
      );
    }
  });

  it('draws how many rows there are at both ends', () => {
    for (const line of [
      'user ||--o{ session : "user_id"',
      'user ||--o| profile : "user_id"',
      'user |o--o| organization : "user_id"',
      'course_group |o--o{ course_member : "course_id, course_group_id"',
      'course_submission_group |o--o{ result : "course_submission_group_id"',
      'organization |o--o{ organization : "organization_type, parent_path"',
    ]) {
      expect(diagrams[0]).toContain(`\n  ${line}\n`);
    }
    expect(page).not.toContain('"created_by"');
    expect(diagrams[1]).toContain('\n    uuid user_id FK, UK\n');
  });

  // What Mermaid's grammar takes: names of one word, types without spaces and commas, known signs and keys.
  it('is written as Mermaid takes it', () => {
    const line =
      /^erDiagram$|^ {2}\w+$|^ {2}\w+ \{$|^ {2}\}$|^ {4}[a-z][\w()]* [a-z]\w*( (PK|FK|UK)(, (PK|FK|UK))*)?$|^ {2}\w+ (\|\||\|o)--(o\||o\{) \w+ : "[^"]+"$/;
    for (const text of diagrams.flatMap((diagram) => diagram.split('\n'))) expect(text).toMatch(line);
  });

  it('escapes what Markdown would take for its own', () => {
    const odd = defineDomain({
      ...course,
      rules: (course.rules ?? []).map((rule) => ({ ...rule, description: 'Either *a* | b <c> `d`.' })),
    });
    expect(schemaPage(odd, courseAreas)).toContain('| Either \\*a\\* \\| b \\<c> \\`d\\`. |\n');
  });
});

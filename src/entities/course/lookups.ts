import type { LookupTable } from '../schema.ts';
import { Role } from './access.ts';
import { CourseContentKind } from './content.ts';
import { CourseRole } from './members.ts';

/** The rows that every course database has. */
export const lookups: readonly LookupTable[] = [
  {
    entity: Role,
    rows: [
      { id: '_admin', title: 'Administrator', builtin: true },
      { id: '_user_manager', title: 'User Manager', builtin: true },
      { id: '_organization_manager', title: 'Organization Manager', builtin: true },
    ],
  },
  {
    entity: CourseRole,
    rows: [
      { id: '_owner', title: 'Owner' },
      { id: '_maintainer', title: 'Maintainer' },
      { id: '_study_assistant', title: 'Study Assistant' },
      { id: '_student', title: 'Student' },
    ],
  },
  {
    entity: CourseContentKind,
    rows: [
      {
        id: 'assignment',
        title: 'Assignment',
        has_ascendants: true,
        has_descendants: false,
        submittable: true,
      },
      { id: 'unit', title: 'Unit', has_ascendants: true, has_descendants: true, submittable: false },
      { id: 'folder', title: 'Folder', has_ascendants: true, has_descendants: true, submittable: false },
      { id: 'quiz', title: 'Quiz', has_ascendants: true, has_descendants: false, submittable: true },
    ],
  },
];

/** Claims that roles and fixed groups carry: a type and a value. */
export const claims = [
  { claimType: 'permission', claimValue: 'organization:list' },
  { claimType: 'permission', claimValue: 'organization:read' },
  { claimType: 'permission', claimValue: 'organization:update' },
  { claimType: 'permission', claimValue: 'course-family:create' },
  { claimType: 'permission', claimValue: 'course:list' },
  { claimType: 'permission', claimValue: 'course:read' },
  { claimType: 'permission', claimValue: 'course:create' },
  { claimType: 'permission', claimValue: 'course:update' },
  { claimType: 'permission', claimValue: 'course:archive' },
  { claimType: 'permission', claimValue: 'course-content:read' },
  { claimType: 'permission', claimValue: 'course-content:update' },
  { claimType: 'permission', claimValue: 'course-member:list' },
  { claimType: 'permission', claimValue: 'course-member:invite' },
  { claimType: 'permission', claimValue: 'result:read' },
  { claimType: 'permission', claimValue: 'result:grade' },
  { claimType: 'permission', claimValue: 'message:write' },
  { claimType: 'permission', claimValue: 'user:list' },
  { claimType: 'permission', claimValue: 'user:update' },
  { claimType: 'permission', claimValue: 'execution-backend:manage' },
  { claimType: 'feature', claimValue: 'new-editor' },
  { claimType: 'feature', claimValue: 'dark-mode' },
  { claimType: 'feature', claimValue: 'statistics-preview' },
  { claimType: 'quota', claimValue: 'test-runs:unlimited' },
  { claimType: 'quota', claimValue: 'storage:5gb' },
] as const satisfies readonly { claimType: string; claimValue: string }[];

/** Roles beside the builtin ones; an id has at most 50 characters. */
export const roles = [
  { id: 'course-creator', title: 'Course Creator', description: 'Creates course families and courses.' },
  {
    id: 'content-author',
    title: 'Content Author',
    description: 'Writes assignments and quizzes for any course.',
  },
  { id: 'exam-office', title: 'Exam Office', description: 'Reads results and exports gradings.' },
  { id: 'support', title: 'Support', description: 'Helps people to sign in and looks after their profiles.' },
  { id: 'auditor', title: 'Auditor', description: 'Reads everything and changes nothing.' },
  { id: 'backend_operator', title: 'Backend Operator', description: 'Runs the execution backends.' },
] as const satisfies readonly { id: string; title: string; description: string }[];

/** Groups of users across courses; only a fixed one may carry claims. */
export const userGroups = [
  {
    slug: 'tutors',
    title: 'Tutors',
    type: 'fixed',
    description: 'Everyone who assists in at least one course this term.',
  },
  {
    slug: 'lecturers',
    title: 'Lecturers',
    type: 'fixed',
    description: 'Everyone who is responsible for a course.',
  },
  {
    slug: 'beta-testers',
    title: 'Beta Testers',
    type: 'fixed',
    description: 'Volunteers who try new features first and tell us what breaks.',
  },
  {
    slug: 'exam-supervisors',
    title: 'Exam Supervisors',
    type: 'fixed',
    description: 'Staff who may open and close online exams.',
  },
  {
    slug: 'quiz_authors',
    title: 'Quiz Authors',
    type: 'fixed',
    description: 'Authors of the shared pool of quiz questions.',
  },
  {
    slug: 'first-semester',
    title: 'First Semester',
    type: 'dynamic',
    description: 'Students who began this term; renewed every night.',
  },
  {
    slug: 'exchange-students',
    title: 'Exchange Students',
    type: 'dynamic',
    description: 'Guests from partner universities, for as long as they stay.',
  },
  {
    slug: 'alumni',
    title: 'Alumni',
    type: 'dynamic',
    description: 'Former students who keep access to their own submissions.',
  },
  {
    slug: 'inactive-accounts',
    title: 'Inactive Accounts',
    type: 'dynamic',
    description: 'People who have not signed in for a year.',
  },
] as const satisfies readonly {
  slug: string;
  title: string;
  type: 'fixed' | 'dynamic';
  description: string;
}[];

/** Where an account comes from; (provider, type) is unique. */
export const accountProviders = [
  { provider: 'campus-login', type: 'oidc' },
  { provider: 'partner-federation', type: 'oidc' },
  { provider: 'git.example.edu', type: 'gitlab' },
  { provider: 'code.example.org', type: 'gitlab' },
  { provider: 'identity.example.edu', type: 'saml' },
  { provider: 'state-universities', type: 'saml' },
  { provider: 'staff-directory', type: 'ldap' },
  { provider: 'password', type: 'local' },
] as const satisfies readonly { provider: string; type: string }[];

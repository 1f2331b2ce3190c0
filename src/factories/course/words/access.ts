/** Roles beside the builtin ones, with the permissions that they claim, `<table>:<action>`; an id has at most 50 characters. */
export const roles = [
  {
    id: 'course-creator',
    title: 'Course Creator',
    description: 'Creates course families and courses.',
    permissions: ['course_family:create', 'course:create', 'course:update'],
  },
  {
    id: 'content-author',
    title: 'Content Author',
    description: 'Writes assignments and quizzes for any course.',
    permissions: ['course:list', 'course_content:get', 'course_content:update'],
  },
  {
    id: 'exam-office',
    title: 'Exam Office',
    description: 'Reads results and exports gradings.',
    permissions: ['course:list', 'result:list', 'course_submission_group:list'],
  },
  {
    id: 'support',
    title: 'Support',
    description: 'Helps people to sign in and looks after their profiles.',
    permissions: ['user:list', 'user:update', 'profile:update'],
  },
  {
    id: 'auditor',
    title: 'Auditor',
    description: 'Reads everything and changes nothing.',
    permissions: ['organization:get', 'course:get', 'result:get'],
  },
  {
    id: 'backend_operator',
    title: 'Backend Operator',
    description: 'Runs the execution backends.',
    permissions: ['execution_backend:list', 'execution_backend:update', 'result:get'],
  },
] as const satisfies readonly {
  id: string;
  title: string;
  description: string;
  permissions: readonly string[];
}[];

/** Groups of users across courses, with the claims of the fixed ones: others may have none. */
export const userGroups = [
  {
    slug: 'tutors',
    title: 'Tutors',
    type: 'fixed',
    description: 'Everyone who assists in at least one course this term.',
    claim: { claimType: 'permissions', claimValue: 'course_submission_group:update' },
  },
  {
    slug: 'lecturers',
    title: 'Lecturers',
    type: 'fixed',
    description: 'Everyone who is responsible for a course.',
    claim: { claimType: 'permissions', claimValue: 'course:update' },
  },
  {
    slug: 'beta-testers',
    title: 'Beta Testers',
    type: 'fixed',
    description: 'Volunteers who try new features first and tell us what breaks.',
    claim: { claimType: 'feature', claimValue: 'statistics-preview' },
  },
  {
    slug: 'exam-supervisors',
    title: 'Exam Supervisors',
    type: 'fixed',
    description: 'Staff who may open and close online exams.',
    claim: { claimType: 'permissions', claimValue: 'course_member:list' },
  },
  {
    slug: 'quiz_authors',
    title: 'Quiz Authors',
    type: 'fixed',
    description: 'Authors of the shared pool of quiz questions.',
    claim: { claimType: 'permissions', claimValue: 'course_content:update' },
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
  claim?: { claimType: string; claimValue: string };
}[];

/** Where an account comes from; (provider, type) is unique. */
export const accountProviders = [
  { provider: 'campus-login', type: 'oidc' },
  { provider: 'partner-federation', type: 'oidc' },
  { provider: 'https://git.example.edu', type: 'gitlab' },
  { provider: 'code.example.org', type: 'gitlab' },
  { provider: 'identity.example.edu', type: 'saml' },
  { provider: 'state-universities', type: 'saml' },
  { provider: 'staff-directory', type: 'ldap' },
  { provider: 'password', type: 'local' },
] as const satisfies readonly { provider: string; type: string }[];

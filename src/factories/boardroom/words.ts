import type { ThreadType } from '../../entities/boardroom.ts';

/** Rooms of an organization, each with what it is for. */
export const roomNames = [
  { name: 'Product Council', description: 'What we build next, and what we stop building.' },
  { name: 'Finance Review', description: 'Budgets, forecasts, and every invoice that surprised somebody.' },
  { name: 'Leadership Circle', description: 'The heads of all departments, once a week.' },
  { name: 'Security Board', description: 'Findings, incidents, and who mends what by when.' },
  { name: 'Hiring Committee', description: 'Open positions, interviews and offers.' },
  { name: 'Architecture Guild', description: 'Decisions that more than one team has to live with.' },
  { name: 'Customer Advisory', description: 'What customers asked for this month, in their own words.' },
  { name: 'Sustainability Group', description: 'Energy, travel and waste: numbers first, then measures.' },
  { name: 'Board of Trustees', description: 'The yearly plan, the audit, and whatever the statutes demand.' },
  { name: 'Research Steering', description: 'Which experiments go on, and which have told us enough.' },
  { name: 'Quality Round', description: 'Complaints, causes, and the checks that would have found them.' },
  { name: 'Facilities Planning', description: 'Rooms, moves, and the heating on the fourth floor.' },
] as const;

/** What a session is about. */
export const agendas = [
  { title: 'Weekly review', description: 'Open action items first, then news from each team.' },
  { title: 'Budget check', description: 'Actual figures against the plan; please bring your forecasts.' },
  { title: 'Planning for next month', description: 'Three goals at most, each with an owner and a date.' },
  {
    title: 'Risks and mitigations',
    description: 'The five greatest risks, and what has changed about them.',
  },
  { title: 'Lessons from last week', description: 'What went well, what did not, what we will try instead.' },
  { title: 'Open questions', description: 'Everything that has waited longer than two weeks.' },
  {
    title: 'Supplier selection',
    description: 'Two offers are left. We compare price, support and exit terms.',
  },
  { title: 'Staffing', description: 'Holidays, handovers and the two open positions.' },
  {
    title: 'Release readiness',
    description: 'The checklist, line by line; nobody leaves before the last one.',
  },
  {
    title: 'Customer feedback',
    description: 'Ten letters, sorted by how often we have read the same before.',
  },
  { title: 'Policy update', description: 'The new travel policy: comments were due yesterday.' },
  { title: 'Quarterly figures', description: 'What we promised in spring, and what has become of it.' },
] as const;

interface ThreadText {
  readonly title: string;
  readonly content: string;
}

/** What is written in a session, by the type of the thread. */
export const threadTexts: Readonly<Record<ThreadType, readonly ThreadText[]>> = {
  discussion: [
    {
      title: 'Do we need a second supplier?',
      content:
        'One delivery came three weeks late. A second contract costs more, but we could go on working.',
    },
    {
      title: 'Meeting length',
      content:
        'Ninety minutes was too long again. Could we move status reports into writing and meet for half of it?',
    },
    {
      title: 'How do we measure success here?',
      content:
        'The number of sign-ups is easy to count, but half of them never come back. I would look at week four.',
    },
    {
      title: 'Remote participation',
      content:
        'Those who dial in hear the table but not the wall. A second microphone would help more than a new camera.',
    },
    {
      title: 'Priority of the migration',
      content: 'It blocks two other projects, and nobody outside sees it. When would be the least bad month?',
    },
    {
      title: 'Feedback on the draft plan',
      content: 'I like the goals. The dates assume that nothing goes wrong between June and August.',
    },
    {
      title: 'Who speaks to the press?',
      content:
        'Twice this month two of us were quoted with different numbers. Let us agree on one person and one sheet.',
    },
    {
      title: 'Training budget',
      content: 'Only a third is used. Is the budget too large, or is asking for it too hard?',
    },
  ],
  decision: [
    {
      title: 'The offer of the second bidder is accepted',
      content:
        'Reasons: support in two time zones, exit after twelve months, and the price is within the plan.',
    },
    {
      title: 'Release moves by one week',
      content: 'Two checks are still red. The new date is final unless security objects by Friday.',
    },
    {
      title: 'Reports are in writing from now on',
      content: 'One page a team, a day before. The meeting begins with questions to them.',
    },
    {
      title: 'The pilot goes on',
      content:
        'Six for, one against. We look at the numbers again in eight weeks and stop if they have not moved.',
    },
    {
      title: 'No new tools this quarter',
      content: 'We have three for the same task. Whoever wants a fourth names the one that goes.',
    },
    {
      title: 'Budget line for accessibility',
      content: 'Approved as proposed. It covers the audit and the first round of changes.',
    },
    {
      title: 'Travel by train within six hours',
      content: 'Exceptions are decided by the head of department, and listed in the yearly report.',
    },
  ],
  action_item: [
    {
      title: 'Ask for the revised offer',
      content: 'With the exit terms that we talked about, and the price for one year as well as for three.',
    },
    {
      title: 'Write the one-page summary',
      content: 'For those who were not here. Draft by Wednesday, comments by Thursday noon.',
    },
    {
      title: 'Check the figures of August',
      content: 'The sum of the departments is not the total. Most likely one invoice is counted twice.',
    },
    {
      title: 'Invite the data protection officer',
      content: 'To the next session, for the second item only. Send the documents a week before.',
    },
    {
      title: 'Close the test accounts',
      content: 'Forty of them are older than a year. Keep the three that the demo uses.',
    },
    {
      title: 'Order the second microphone',
      content: 'The one we tried last month. Facilities knows the model.',
    },
    {
      title: 'Name a deputy',
      content: 'Each of us, until the end of the month. A name in the list is enough.',
    },
    {
      title: 'Publish the checklist',
      content: 'Where everybody finds it, with the name of who keeps it up to date.',
    },
  ],
  note: [
    {
      title: 'Attendance',
      content: 'Everybody was there until the last item. Two joined from home.',
    },
    {
      title: 'Next session',
      content: 'Same time, same room. The first item is what we did not get to today.',
    },
    {
      title: 'Documents',
      content: 'The slides are in the shared folder. Page seven has been corrected since.',
    },
    {
      title: 'Thanks',
      content: 'To the team that stayed late on Monday. The customers noticed nothing, which was the goal.',
    },
    {
      title: 'For the record',
      content: 'The minutes of last time are approved without changes.',
    },
    {
      title: 'Room is booked twice',
      content: 'In three weeks we meet on the second floor. Facilities will put up a sign.',
    },
  ],
};

import { defineRules } from '../rule.ts';
import { accessRules } from './access.ts';
import { catalogRules } from './catalog.ts';
import { contentRules } from './content.ts';
import { keyRules } from './keys.ts';
import { memberRules } from './members.ts';
import { messageRules } from './messages.ts';
import { peopleRules } from './people.ts';
import { resultRules } from './results.ts';
import { submissionRules } from './submissions.ts';
import { timestampRules } from './timestamps.ts';

/** What the course schema demands of rows beyond what its entities state. */
export const courseRules = defineRules([
  ...peopleRules,
  ...accessRules,
  ...catalogRules,
  ...memberRules,
  ...contentRules,
  ...submissionRules,
  ...resultRules,
  ...messageRules,
  ...timestampRules,
  ...keyRules,
]);

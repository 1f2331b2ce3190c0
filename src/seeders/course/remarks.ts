import { remarks } from '../../factories/course/words/gradings.ts';
import { Facts } from '../../factories/course/words/text.ts';
import { DAY } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { scoreOf } from './attempts.ts';
import { inPercent, say } from './facts.ts';
import type { Grading } from './gradings.ts';
import type { History } from './history.ts';
import type { Task } from './syllabus.ts';
import { reportFacts, triesFacts } from './team-facts.ts';

/** What a grader writes below a submission: of the tests, of how it is written, and of how it came about. */
export function remark(random: Stream, task: Task, history: History, grading: Grading): string {
  const { team, attempts, gradings, extension } = history;
  const tried = attempts.filter(({ at }) => at <= grading.at);
  const handedIn = tried.findLast(({ submit }) => submit);
  const before = gradings[gradings.indexOf(grading) - 1];
  const due = extension?.until ?? task.deadline;
  const daysLate = handedIn ? Math.ceil((handedIn.at.getTime() - due.getTime()) / DAY) : 0;
  // What is left of the grade when the tests are taken away.
  const style = (grading.grade - 0.42 * (handedIn ? scoreOf(handedIn) : 0)) / 0.58;
  const lateFacts = {
    is: {
      teamTask: (task.content.maxGroupSize ?? 1) > 1,
      penalised: daysLate > 0,
      oneDayLate: daysLate === 1,
      severalDaysLate: daysLate > 1,
      withinExtension:
        extension !== undefined && handedIn !== undefined && handedIn.at > task.deadline && daysLate <= 0,
    },
    values: { size: String(team.length), daysLate: String(daysLate) },
  };
  const until = handedIn ? tried.slice(0, tried.indexOf(handedIn) + 1) : tried;
  const [saysTests, saysMore] = [random.chance(0.85) || grading.grade < 0.5, random.chance(0.35)];
  const facts = new Facts(reportFacts(task, handedIn, history.failures, random.unit()), {
    is: {
      regraded: before !== undefined,
      styleExcellent: style >= 0.85,
      styleGood: style >= 0.6 && style < 0.9,
      styleFair: style >= 0.4 && style < 0.65,
      styleWeak: style < 0.45,
    },
    values: {
      total: String(task.tests.length),
      grade: inPercent(grading.grade),
      gradeBefore: before && inPercent(before.grade),
    },
  });
  const parts = [
    before && say(random, remarks.again, facts),
    saysTests ? say(random, remarks.tests, facts) : undefined,
    say(random, remarks.style, facts),
    saysMore ? say(random, remarks.extra, facts.and(triesFacts(task, team, until), lateFacts)) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

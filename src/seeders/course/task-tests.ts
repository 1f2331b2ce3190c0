import type { Assignment, Quiz, TestCase } from '../../factories/course/words/curriculum/week.ts';
import { type Language, quizFailures, runFailures } from '../../factories/course/words/reports.ts';
import type { Scope } from '../scope.ts';

/** How a task is tested. */
export interface Tests {
  readonly tests: readonly TestCase[];
  /** What ends a whole run of a program in its language, so that no test passes. */
  readonly breaks: readonly string[];
}

/** The tests of a task; those of a quiz are its questions. */
export function testsOf(scope: Scope, task: Assignment | Quiz, language: Language): Tests {
  const { syntaxErrors, runtimeErrors } = runFailures[language];
  if ('tests' in task) return { tests: task.tests, breaks: [...syntaxErrors, ...runtimeErrors] };
  const random = scope.random('questions');
  const tests = task.questions.map((name) => ({
    name,
    failure: random.pick(quizFailures),
    difficulty: random.integer(-10, 10) / 10,
  }));
  return { tests, breaks: [] };
}

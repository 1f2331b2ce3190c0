import { times } from '../times.ts';
import type { Class } from './class.ts';
import type { Student } from './members.ts';
import { weekOf } from './week.ts';

/** How a student stands at the end of a course. */
export interface Standing {
  readonly student: Student;
  /** The mean of all assignments (0 to 1); what was not handed in counts as 0. */
  readonly points: number;
  /** Whether they were there to the end, with half of the points at least. */
  readonly passed: boolean;
}

/** How all students of a course stand at its end, in their order. */
export function standingsOf(of: Class): Standing[] {
  const graded = of.tasks.filter(({ quiz }) => !quiz).length;
  const sums = new Map<Student, number>();
  for (const { work } of times(of.calendar.weeks, (w) => weekOf(of, w))) {
    for (const { team, gradings } of work.flatMap(({ histories }) => histories)) {
      const grade = gradings.at(-1)?.grade ?? 0;
      for (const student of team) sums.set(student, (sums.get(student) ?? 0) + grade);
    }
  }
  return of.students.map((student) => {
    const points = (sums.get(student) ?? 0) / Math.max(1, graded);
    return { student, points, passed: student.leaves === undefined && points >= 0.5 };
  });
}

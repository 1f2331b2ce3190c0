/** Remarks of a grader on a submission, for gradings from `atLeast` up to the next higher one. */
export const gradings = [
  {
    atLeast: 1,
    remarks: [
      'Excellent: complete, correct and a pleasure to read.',
      'All requirements met. The tests you added are a bonus.',
      'Very good work; one name could be clearer.',
      'Complete solution with well chosen functions.',
    ],
  },
  {
    atLeast: 0.9,
    remarks: [
      'Very good work; one edge case is missing.',
      'Nearly complete: a single test does not pass yet.',
      'Well structured and almost everything works. Look at the last failing test once more.',
      'Very good. The remaining mistake is a small one, you will see it at once.',
    ],
  },
  {
    atLeast: 0.7,
    remarks: [
      'Good solution, an edge case is missing.',
      'Works as required; two functions do nearly the same.',
      'Good structure. The output format differs in one place.',
      'Solid work with room for simpler conditions.',
    ],
  },
  {
    atLeast: 0.5,
    remarks: [
      'The main case works, several edge cases do not.',
      'Half of the task is solved well, the second half is only begun.',
      'Correct idea; the loop stops too early for longer input.',
      'Passed. Please read the comments before the next assignment.',
    ],
  },
  {
    atLeast: 0,
    remarks: [
      'Not yet sufficient: the program stops with an error for the example.',
      'A beginning has been made. Please come to the office hour, we will continue together.',
      'Several functions are missing or have other names than the task gives.',
      'A part of the task is solved; most of the functions are still to come.',
    ],
  },
] as const satisfies readonly { atLeast: number; remarks: readonly string[] }[];

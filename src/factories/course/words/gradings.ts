/** Remarks of a grader on a submission, for gradings from `atLeast` up to the next higher one. */
export const gradings = [
  {
    atLeast: 0.9,
    remarks: [
      'Excellent: complete, correct and a pleasure to read.',
      'All requirements met. The tests you added are a bonus.',
      'Very good work; one name could be clearer.',
      'Complete solution with well chosen functions.',
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
      'The required functions are missing or have other names.',
      'The submitted file is the starter file. Was it the wrong one?',
    ],
  },
] as const satisfies readonly { atLeast: number; remarks: readonly string[] }[];

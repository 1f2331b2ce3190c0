import type { Week } from './week.ts';

/** Weeks 9 to 12: files, tests, recursion, and the classic algorithms. */
export const weeks9To12 = [
  {
    title: 'Files and Exceptions',
    slug: 'filesandexceptions',
    summary:
      'Reading and writing files, and what to do when they are missing, empty or full of surprises. An error is information: raise it early, catch it where you can help.',
    assignments: [
      {
        title: 'Numbered Lines',
        slug: 'numberedlines',
        description:
          'Write `number_lines(source, target)`, which copies a text file and puts a line number, a colon and a space before each line. The lines `milk` and `eggs` become `1: milk` and `2: eggs`. An empty file stays empty, and both files are closed even if something fails.',
      },
      {
        title: 'Asking Politely',
        slug: 'askingpolitely',
        description:
          'Write `parse_age(text)`, which returns a whole number from 0 to 130. Raise `ValueError` with the message `not a number: abc` for text that is no number, and `out of range: 200` for one that cannot be an age. Spaces around the number are fine.',
      },
      {
        title: 'Weather Station',
        slug: 'weatherstation',
        description:
          'A file holds one measurement per line, for example `2025-03-14;7.5`. Write `summary(path)`, which returns the lowest, the highest and the mean temperature, and the number of lines that could not be read. Skip those lines instead of stopping; raise `ValueError` when no good line is left.',
      },
      {
        title: 'Settings File',
        slug: 'settingsfile',
        description:
          'Write `read_settings(path)` for files with lines such as `colour = blue`. Empty lines and lines that begin with `#` are ignored, and a later value replaces an earlier one. Raise your own `SettingsError` for a line without `=`, and let its message name the line number.',
      },
      {
        title: 'Careful Backup',
        slug: 'carefulbackup',
        description:
          'Write `backup(path)`, which copies a file to the same name with `.bak` at the end and returns the new name. If that name is taken, use `.bak2`, then `.bak3`, and so on: no file is ever overwritten. A missing source raises `FileNotFoundError` and leaves nothing behind.',
      },
    ],
    quiz: {
      title: 'Quiz: Try, Except, Finally',
      slug: 'filesandexceptionsquiz',
      description:
        'Follow the flow through nested handlers. For each of the ten snippets, list the lines that run, in order.',
    },
  },
  {
    title: 'Testing and Debugging',
    slug: 'testinganddebugging',
    summary:
      'How to find out that a program is wrong before somebody else does, and how to find the line that is to blame.',
    assignments: [
      {
        title: 'Tests First',
        slug: 'testsfirst',
        description:
          'Write the tests for `median(values)` before anyone writes the function. We run them against one correct version and five broken ones: the correct one must pass, and each broken one must fail in at least one test. Think of even lengths, negative numbers and lists that are not sorted.',
      },
      {
        title: 'Bug Hunt',
        slug: 'bughunt',
        description:
          'The module `timetable.py` contains three mistakes. For each, add a test that fails because of it, then repair it with the smallest change you can find. Describe the three causes in `BUGS.md`, one sentence each.',
      },
      {
        title: 'A Table of Cases',
        slug: 'tableofcases',
        description:
          'Test the function `discount(price, age, member)` with a table of at least eight cases and one loop over them. Each case has a name that says what it checks, so that a failure explains itself. Cover both sides of every limit in the price list.',
      },
      {
        title: 'Things That Always Hold',
        slug: 'thingsthatalwayshold',
        description:
          'Write `normalise(weights)`, which scales a list of positive numbers so that their sum is 1. Then test what must hold for any input: the length is the same, the order of sizes is the same, and the sum differs from 1 by less than `1e-9`. Use a hundred random lists with a fixed seed.',
      },
      {
        title: 'Debugger Diary',
        slug: 'debuggerdiary',
        description:
          'The program `maze.py` walks in circles. Set a breakpoint in its main loop, step through the first five rounds, and note `position` and `visited` for each in a table. Explain below the table which line is wrong, and hand in the repaired program with it.',
      },
    ],
    quiz: {
      title: 'Quiz: Good Tests, Bad Tests',
      slug: 'testinganddebuggingquiz',
      description:
        'Twelve tests for one function. Which of them can never fail, which check the same thing twice, and which case has been forgotten?',
    },
  },
  {
    title: 'Recursion',
    slug: 'recursion',
    summary:
      'Functions that call themselves: the base case, the smaller problem, and the trust that the smaller problem is solved.',
    assignments: [
      {
        title: 'Nested Sums',
        slug: 'nestedsums',
        description:
          'Write `nested_sum(values)` for a list that holds numbers and further lists, as deep as you like. `nested_sum([1, [2, [3, 4]], []])` is `10`. The empty list has the sum `0`.',
      },
      {
        title: 'Power by Halves',
        slug: 'powerbyhalves',
        description:
          'Write `power(base, exponent)` for exponents from 0 upwards, without `**` and without a loop. Use that the tenth power is the square of the fifth, so that `power(2, 1000)` needs fewer than 25 multiplications. `power(7, 0)` is `1`.',
      },
      {
        title: 'Up the Stairs',
        slug: 'upthestairs',
        description:
          'You climb a staircase taking one or two steps at a time. Write `ways(steps)`, which counts the different ways to the top: `ways(4)` is `5` and `ways(0)` is `1`. Remember results that you have already found, so that `ways(80)` answers at once.',
      },
      {
        title: 'Folder Sizes',
        slug: 'foldersizes',
        description:
          'A folder is a dictionary from names to sizes or to further folders. Write `size(folder)` for the total, and `largest(folder)` for the path of the largest file, such as `"src/main"`.\n\n`size({"readme": 2, "src": {"main": 7, "lib": {}}})` is `9`; a folder without files has no largest one, so return `None`.',
      },
      {
        title: 'All Arrangements',
        slug: 'allarrangements',
        description:
          'Write `arrangements(letters)`, which returns all orders of the letters of a word in alphabetical order: `arrangements("abc")` begins with `"abc"`, `"acb"` and has six entries. All letters are different. The empty word has exactly one arrangement, the empty word.',
      },
    ],
    quiz: {
      title: 'Quiz: Call Stacks',
      slug: 'recursionquiz',
      description:
        'Draw the call stack at its deepest point for six functions. Two of them have no base case that is ever reached: find them.',
    },
  },
  {
    title: 'Searching and Sorting',
    slug: 'searchingandsorting',
    summary:
      'Finding and ordering things quickly, and saying in numbers what quickly means. We count steps before we measure seconds.',
    assignments: [
      {
        title: 'Binary Search',
        slug: 'binarysearch',
        description:
          'Write `find(values, wanted)` for a sorted list. Return the position of the first occurrence, or `-1` when there is none: `find([1, 3, 3, 7], 3)` is `1`. The list may have a million entries, and the test counts how many of them you look at.',
      },
      {
        title: 'Insertion Sort',
        slug: 'insertionsort',
        description:
          'Write `insertion_sort(values)`, which sorts the list in place and returns how often a value was moved one place to the right. Sorting `[3, 1, 2]` returns `2`, and a list that is already sorted returns `0`. Equal values must keep their order.',
      },
      {
        title: 'Merge Sort',
        slug: 'mergesort',
        description:
          'Write `merge_sort(values, key)`, which returns a new list ordered by `key(value)`. Divide the list, sort the halves with the same function, and reuse your `merge` from the week on lists. The sort must be stable; lists of length 0 and 1 are the base cases.',
      },
      {
        title: 'Leader Board',
        slug: 'leaderboard',
        description:
          'Write `ranking(scores)` for a dictionary from nickname to points. Return triples of rank, nickname and points, best first and nicknames in alphabetical order among equals. Equal points share a rank and the next rank is skipped: 1, 2, 2, 4.',
      },
      {
        title: 'Measuring Growth',
        slug: 'measuringgrowth',
        description:
          'Count the comparisons of your two sorting functions for random lists of 100, 1,000 and 10,000 values. Write the counts into a table in `GROWTH.md` and say in two sentences how each grows when the list becomes ten times longer. Explain what an already sorted list changes.',
      },
    ],
    quiz: {
      title: 'Quiz: How Many Steps?',
      slug: 'searchingandsortingquiz',
      description:
        'Give the order of growth for ten code fragments, from constant to quadratic. One of them looks slower than it is.',
    },
  },
] as const satisfies readonly Week[];

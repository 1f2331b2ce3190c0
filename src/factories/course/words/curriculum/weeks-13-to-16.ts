import type { Week } from './week.ts';

/** Weeks 13 to 16: objects, generators, and the final project. */
export const weeks13To16 = [
  {
    title: 'Classes and Objects',
    slug: 'classesandobjects',
    summary:
      'Data and the functions that belong to it, in one place. You write classes whose objects cannot get into a state that makes no sense.',
    assignments: [
      {
        title: 'Canteen Card',
        slug: 'canteencard',
        description:
          'Write a class `CanteenCard` with a balance in cents and the methods `load(amount)` and `pay(amount)`. Paying more than the balance raises `ValueError` and leaves the balance as it was; so does any amount that is not positive. A new card holds `0`, and `str(card)` reads like `12.50 euros`.',
      },
      {
        title: 'Exact Fractions',
        slug: 'exactfractions',
        description:
          'Write a class `Fraction` that is always reduced: `str(Fraction(6, 8))` is `"3/4"`. Support `+`, `*` and `==`, and keep the sign in the numerator, so that `Fraction(1, -2)` equals `Fraction(-1, 2)`. A denominator of 0 raises `ZeroDivisionError`.',
      },
      {
        title: 'Playlist',
        slug: 'playlist',
        description:
          'Write a class `Playlist` with `add(title)`, `remove(title)` and `next()`, which goes on to the next title and starts again after the last. `len(playlist)` is the number of titles. On an empty playlist `next()` returns `None`, and removing the current title must not skip the one after it.',
      },
      {
        title: 'Vending Machine',
        slug: 'vendingmachine',
        description:
          'Write a class `VendingMachine` with `insert(coin)`, `choose(slot)` and `cancel()`. Choosing returns the product and the change when the slot is filled and enough money is inside, and otherwise raises an error that says which of the two is missing. After `cancel()` all inserted coins are returned and the machine is ready again.',
      },
      {
        title: 'Dice Cup',
        slug: 'dicecup',
        description:
          'Write a class `DiceCup(sides, dice, rng)` whose method `roll()` returns a sorted list of results. The random number generator is handed in, so that a test can use one with a fixed seed. Add `history()`, which returns all rolls so far as a copy that callers may change freely.',
      },
    ],
    quiz: {
      title: 'Quiz: Objects and Identity',
      slug: 'classesandobjectsquiz',
      description:
        'Equal or the same? Ten questions about `==`, `is`, attributes of classes and attributes of objects.',
    },
  },
  {
    title: 'Designing with Classes',
    slug: 'designingwithclasses',
    summary:
      'Several classes that work together: inheritance where it helps, composition where it does not, and interfaces that are small enough to explain.',
    assignments: [
      {
        title: 'Shapes on a Canvas',
        slug: 'shapesonacanvas',
        description:
          'Write the classes `Circle`, `Rectangle` and `Group` with the methods `area()` and `moved(dx, dy)`, which returns a new shape. A group holds shapes, also other groups, and its area is the sum of theirs. Adding a new kind of shape must not require a change in `Group`.',
      },
      {
        title: 'Event Log',
        slug: 'eventlog',
        description:
          'Write a class `Log` that is given a formatter and a list of outputs when it is made. `log.write(level, text)` formats the line once and hands it to every output whose level is low enough. Provide two formatters and an output that collects lines in a list; `Log` itself must not contain `print`.',
      },
      {
        title: 'Rooms and Doors',
        slug: 'roomsanddoors',
        description:
          'Build the map of a small text adventure from `Room` and `Door` objects. `room.go("north")` returns the room behind the door, or the same room when there is no door or it is locked. A door knows both of its sides, so that opening it once opens it for both.',
      },
      {
        title: 'Undo and Redo',
        slug: 'undoandredo',
        description:
          'Write a class `Editor` with `insert(position, text)`, `delete(start, end)`, `undo()` and `redo()`. Each change is an object that knows how to apply and how to revert itself. A new change after `undo()` makes the undone ones unreachable, and undoing with no history does nothing.',
      },
      {
        title: 'Turnstile',
        slug: 'turnstile',
        description:
          'A turnstile is locked or open and reacts to `coin` and `push`. Write it as a class with a table of states instead of nested conditions. Count the people who passed and the coins that were thrown in needlessly: after `coin coin push push` both counts are `1`.',
      },
    ],
    quiz: {
      title: 'Quiz: Is It or Has It?',
      slug: 'designingwithclassesquiz',
      description:
        'Inheritance or composition? Judge eight designs and repair the two that break what their base class promises.',
    },
  },
  {
    title: 'Iterators and Generators',
    slug: 'generators',
    summary:
      'Values one at a time, made when they are needed. Comprehensions, `yield`, and pipelines that read files larger than memory.',
    assignments: [
      {
        title: 'Lazy Chunks',
        slug: 'lazychunks',
        description:
          'Write a generator `chunks(source, size)` that yields lists of `size` values; the last one may be shorter. `list(chunks("abcde", 2))` is `[["a", "b"], ["c", "d"], ["e"]]`. It must work for endless sources, so never read further than the chunk that was asked for.',
      },
      {
        title: 'Endless Timetable',
        slug: 'endlesstimetable',
        description:
          'Write a generator `lectures(first_day, weekdays)` that yields the dates of a course forever, in order. `weekdays` is a set of numbers from 0 for Monday to 6 for Sunday. An empty set raises `ValueError` when the first date is asked for, instead of running without end.',
      },
      {
        title: 'Log Pipeline',
        slug: 'logpipeline',
        description:
          'Connect three generators: one reads lines, one drops comments and empty lines, one turns the rest into pairs of level and text. Write `count_levels(path)` on top of them. The test uses a file of 200 MB and checks that your program stays below 50 MB of memory.',
      },
      {
        title: 'Sliding Window',
        slug: 'slidingwindow',
        description:
          'Write a generator `windows(source, width)` that yields tuples of neighbouring values: `list(windows([1, 2, 3, 4], 2))` is `[(1, 2), (2, 3), (3, 4)]`. A source shorter than the window yields nothing. Use it for `rising(values)`, which tells whether each value is larger than the one before.',
      },
      {
        title: 'Six Comprehensions',
        slug: 'sixcomprehensions',
        description:
          'The file `loops.py` contains six functions that build lists, sets and dictionaries in loops. Rewrite each as one comprehension with the same result. One of the six should better stay a loop: leave it, and say why in a comment.',
      },
    ],
    quiz: {
      title: 'Quiz: Lazy or Eager',
      slug: 'generatorsquiz',
      description:
        'What has been calculated, and when? Follow nine generators step by step, and say which of them can be used only once.',
    },
  },
  {
    title: 'Final Project',
    slug: 'finalproject',
    summary:
      'A study planner for the command line, built in five steps that each leave a program that works. Bring together what you have learned, and show it to somebody.',
    assignments: [
      {
        title: 'Project Plan',
        slug: 'projectplan',
        description:
          'Describe in `PLAN.md` what your study planner can do: at least four commands, each with an example of input and output. Draw the classes and modules that you expect, and name the riskiest part. One page is enough; your study assistant answers within three days.',
      },
      {
        title: 'Command Line',
        slug: 'commandline',
        description:
          'Implement the commands `add`, `list`, `done` and `help` with a store in memory. An unknown command prints one line with the nearest known name and ends with exit code 2. Keep the parsing of arguments apart from what the commands do, and test both.',
      },
      {
        title: 'Saving and Loading',
        slug: 'savingandloading',
        description:
          'Let the planner keep its tasks in a JSON file. Write to a temporary file first and rename it afterwards, so that a crash never leaves half a file. A damaged file is reported with its name and the position of the mistake, and is never overwritten.',
      },
      {
        title: 'Weekly Report',
        slug: 'weeklyreport',
        description:
          'Add the command `report`, which prints the tasks of a week, grouped by course and ordered by deadline, with the hours still open at the end. The date is a parameter of the function, so that tests do not depend on today. A week without tasks prints `Nothing due. Enjoy the week!`.',
      },
      {
        title: 'Review and Readme',
        slug: 'reviewandreadme',
        description:
          'Exchange projects with another group and review theirs: three things that work well, three that could be simpler, one bug with a test that shows it. Then answer the review of your own project and write a README that takes a stranger from download to first report in five minutes.',
      },
    ],
    quiz: {
      title: 'Quiz: The Whole Course',
      slug: 'finalprojectquiz',
      description:
        'Twenty questions across all weeks, as a rehearsal for the exam. You may repeat it as often as you like; the last result counts.',
    },
  },
] as const satisfies readonly Week[];

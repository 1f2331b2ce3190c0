import type { Week } from './week.ts';

/** Weeks 1 to 4: from the first line of output to loops. */
export const weeks1To4 = [
  {
    title: 'First Steps',
    slug: 'firststeps',
    summary:
      'What a program is, how it is run, and how it talks to the person in front of it. We print, we read, we calculate.',
    assignments: [
      {
        title: 'Hello, Campus',
        slug: 'hellocampus',
        description:
          'Write a program `hello.py` that prints `Hello, campus!` on the first line and the title of this course on the second. Nothing else may be printed: no extra spaces and no empty line at the end. Run it with `python hello.py` before you submit.',
      },
      {
        title: 'Planetarium Tickets',
        slug: 'planetariumtickets',
        description:
          'Three adults and four children visit the planetarium; an adult pays 9 euros and a child pays 5. Let the program calculate the sum and print `Total: 47 euros`. Use names such as `adults` and `price_child`, so that another price means changing one number only.',
      },
      {
        title: 'Pancakes for Many',
        slug: 'pancakesformany',
        description:
          'A recipe for 4 people needs 250 g flour, 500 ml milk and 3 eggs. Ask for the number of guests with `input()` and print the amounts they need, one per line; eggs are rounded up.\n\nFor 6 guests the output is `375 g flour`, `750 ml milk` and `5 eggs`.',
      },
      {
        title: 'Seconds on the Clock',
        slug: 'secondsontheclock',
        description:
          'Read a whole number of seconds and print it as hours, minutes and seconds. Minutes and seconds always have two digits: `3725` becomes `1:02:05` and `59` becomes `0:00:59`. You need `//` and `%`, and nothing from the `time` module.',
      },
      {
        title: 'Framed Message',
        slug: 'framedmessage',
        description:
          'Read one line of text and print it inside a frame of stars. The frame grows with the text; an empty line gives a frame around two spaces.\n\n```\n******\n* ok *\n******\n```',
      },
    ],
    quiz: {
      title: 'Quiz: Reading Small Programs',
      slug: 'firststepsquiz',
      description:
        'Ten programs of at most five lines each. Decide for every one what it prints, or which error stops it.',
    },
  },
  {
    title: 'Values and Types',
    slug: 'valuesandtypes',
    summary:
      'Numbers, text and truth values, and what happens when they meet. You learn to convert between them on purpose instead of by accident.',
    assignments: [
      {
        title: 'Splitting the Bill',
        slug: 'splittingthebill',
        description:
          'Read an amount in cents and a number of people, then print what each of them pays and how many cents are left over. For `1000` and `3` print `333 each, 1 left over`. Stay with whole numbers: floats lose cents.',
      },
      {
        title: 'Three Temperature Scales',
        slug: 'temperaturescales',
        description:
          'Read a temperature in degrees Celsius and print it in Fahrenheit and in Kelvin, both with two decimal places. The input `21.5` gives `70.70 F, 294.65 K`. Temperatures below -273.15 do not exist; print `impossible` for them.',
      },
      {
        title: 'Name Badges',
        slug: 'namebadges',
        description:
          'Read a given name and a family name and print the text of a badge: the initial, a full stop, and the family name. People type carelessly, so remove spaces at both ends and repair the case.\n\n`mira` and `  OAKENBROOK ` give `M. Oakenbrook`.',
      },
      {
        title: 'Type Detective',
        slug: 'typedetective',
        description:
          'The file `cases.py` holds twelve expressions. Write down the type and the value of each before you run it, then check yourself with `type()`. Add one comment that explains why `7 / 2` and `7 // 2` differ, and another that explains why `"7" * 2` is `"77"`.',
      },
      {
        title: 'Change Machine',
        slug: 'changemachine',
        description:
          'Read a price and the amount paid, both in cents, and print the coins to give back, largest first and as few as possible. The coins are 200, 100, 50, 20, 10, 5, 2 and 1.\n\nA price of `365` paid with `500` gives `100 20 10 5`; when nothing is due, print `exact`.',
      },
    ],
    quiz: {
      title: 'Quiz: Types and Conversions',
      slug: 'valuesandtypesquiz',
      description:
        'Twelve questions about literals, operators and conversions. Some expressions are errors: say which, and why.',
    },
  },
  {
    title: 'Decisions',
    slug: 'decisions',
    summary:
      'Programs that choose: comparisons, `if`, `elif` and `else`, and conditions joined with `and`, `or` and `not`.',
    assignments: [
      {
        title: 'Leap Years',
        slug: 'leapyears',
        description:
          'Read a year and print `leap` or `common`. A year is a leap year when 4 divides it, except for full centuries, which must be divisible by 400.\n\nCheck at least these: `2024` and `2000` are leap years, `2023` and `1900` are not.',
      },
      {
        title: 'Parcel Prices',
        slug: 'parcelprices',
        description:
          'A parcel costs 4 euros up to 1 kg, 7 euros up to 5 kg and 12 euros up to 20 kg, each limit included. Read the weight in kilograms and print the price; print `too heavy` above 20 kg and `invalid weight` for zero and below. A parcel of `5` kg costs `7`, one of `5.1` kg costs `12`.',
      },
      {
        title: 'From Points to Grades',
        slug: 'pointstogrades',
        description:
          'Read the points of an exam, 0 to 100, and print the grade. From 88 points it is 1, from 75 it is 2, from 63 it is 3, from 50 it is 4, and below that it is 5. Anything outside the range prints `not a score`; test both sides of every limit.',
      },
      {
        title: 'Library Hours',
        slug: 'libraryhours',
        description:
          'The library opens from 8 to 22 on working days, from 9 to 17 on Saturdays, and stays closed on Sundays. Read a day (`mon` to `sun`) and a full hour (0 to 23) and print `open` or `closed`. The closing hour itself counts as closed: `fri 22` is `closed`, `sat 16` is `open`.',
      },
      {
        title: 'Kinds of Triangles',
        slug: 'kindsoftriangles',
        description:
          'Read three whole side lengths and print `equilateral`, `isosceles`, `scalene` or `no triangle`. Two sides together must be longer than the third, so `1 2 3` is no triangle. The order of the sides must not matter.',
      },
    ],
    quiz: {
      title: 'Quiz: Boolean Logic',
      slug: 'decisionsquiz',
      description:
        'Simplify conditions, find branches that can never run, and complete truth tables. Fifteen minutes are enough.',
    },
  },
  {
    title: 'Loops',
    slug: 'loops',
    summary:
      'Doing things again with `for` and `while`, knowing when to stop, and tracing a loop with pencil and paper.',
    assignments: [
      {
        title: 'Countdown',
        slug: 'countdown',
        description:
          'Read a start value and print all numbers from it down to 1 on one line, separated by single spaces, then `Go!` on the next line. The input `3` prints `3 2 1` and `Go!`. For `0` print only `Go!`.',
      },
      {
        title: 'Savings Plan',
        slug: 'savingsplan',
        description:
          'Read a balance, a yearly interest rate in percent, and a target. Print after how many full years the balance has reached the target: `1000 5 1200` gives `4`. A target that is already reached takes `0` years; print `never` when the balance cannot grow to it.',
      },
      {
        title: 'Star Staircase',
        slug: 'starstaircase',
        description:
          'Read a height and print a staircase of stars that is flush right. A height of `0` prints nothing.\n\n```\n  *\n **\n***\n```\n\nThis is the output for height `3`; lines have no spaces at their ends.',
      },
      {
        title: 'Higher or Lower',
        slug: 'higherorlower',
        description:
          'The first line of the input is the secret number, every following line is a guess. Answer each wrong guess with `higher` or `lower`, and stop at the right one with `found in 3 guesses`, or however many there were. Mind the singular: `found in 1 guess`.',
      },
      {
        title: 'Digit Sums',
        slug: 'digitsums',
        description:
          'Read a whole number that is not negative and keep replacing it by the sum of its digits until one digit is left. Print all numbers on the way, separated by spaces: `9875` gives `9875 29 11 2`. A single digit is printed once.',
      },
    ],
    quiz: {
      title: 'Quiz: Tracing Loops',
      slug: 'loopsquiz',
      description:
        'Eight loops to trace by hand. Give the value of each variable after the last round, and name the two loops that never end.',
    },
  },
] as const satisfies readonly Week[];

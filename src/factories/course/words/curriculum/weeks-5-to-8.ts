import type { Week } from './week.ts';

/** Weeks 5 to 8: functions and the containers they work on. */
export const weeks5To8 = [
  {
    title: 'Functions',
    slug: 'functions',
    summary:
      'Giving a piece of work a name, a few parameters and a result. From this week on every task asks for functions, and the tests call them directly.',
    assignments: [
      {
        title: 'Rectangle Toolkit',
        slug: 'rectangletoolkit',
        description:
          'Write `area(width, height)`, `perimeter(width, height)` and `is_square(width, height)`. They return their results and print nothing: `area(3, 4)` is `12`, `perimeter(3, 4)` is `14`. A side of 0 is allowed.',
      },
      {
        title: 'Shipping with Defaults',
        slug: 'shippingwithdefaults',
        description:
          'Write `shipping(weight, express=False, abroad=False)`. Every started kilogram costs 4 euros, express doubles the price, and a parcel that goes abroad costs 10 euros on top.\n\n`shipping(2.5)` is `12`, `shipping(2.5, express=True, abroad=True)` is `34`.',
      },
      {
        title: 'Prime Numbers',
        slug: 'primenumbers',
        description:
          'Write `is_prime(n)` for any whole number; 0, 1 and everything negative are not prime. Then write `primes_up_to(limit)`, which uses it and returns a list: `primes_up_to(10)` is `[2, 3, 5, 7]`. Stop looking for divisors at the square root, or the last test takes too long.',
      },
      {
        title: 'Minutes in Between',
        slug: 'minutesinbetween',
        description:
          'Write `minutes_between(start, end)` for two times such as `"08:15"`. When the end is earlier than the start, it is on the next day: from `"22:30"` to `"01:15"` are `165` minutes. Put the parsing of one time into a function of its own; equal times give `0`.',
      },
      {
        title: 'No More Globals',
        slug: 'nomoreglobals',
        description:
          'The file `tally.py` keeps its score in a global variable that four functions change. Rewrite it so that each function takes what it needs as parameters and returns what it made. The output of the program must stay exactly the same, and the word `global` must be gone.',
      },
    ],
    quiz: {
      title: 'Quiz: Parameters and Scope',
      slug: 'functionsquiz',
      description:
        'Which name means which value? Ten questions about parameters, return values, default arguments and local variables.',
    },
  },
  {
    title: 'Working with Text',
    slug: 'workingwithtext',
    summary:
      'Strings as sequences: indexing, slicing, searching, splitting and joining. Most data in this world arrives as text.',
    assignments: [
      {
        title: 'Palindromes',
        slug: 'palindromes',
        description:
          'Write `is_palindrome(text)`, which tells whether a text reads the same from both ends. Case, spaces and punctuation do not count: `"Never odd or even"` is a palindrome, `"Nearly"` is not. The empty text is one.',
      },
      {
        title: 'Shift Cipher',
        slug: 'shiftcipher',
        description:
          'Write `encode(text, shift)`, which moves every letter of the English alphabet by `shift` places, wraps around at its end, and leaves all other characters alone. `encode("Zebra!", 3)` is `"Cheud!"`. Add `decode`, and make sure that negative shifts and shifts above 26 work.',
      },
      {
        title: 'Counting Words',
        slug: 'countingwords',
        description:
          'Write `count_words(text)` and `longest_word(text)`. Words are separated by any amount of white space: `count_words("  two   words ")` is `2`. Among several longest words the first one counts; for a text without words return `0` and `""`.',
      },
      {
        title: 'Run-Length Packing',
        slug: 'runlengthpacking',
        description:
          'Write `pack(text)`, which replaces each run of one letter by its length and the letter: `pack("aaabcc")` is `"3a1b2c"`. Write `unpack(packed)` as its inverse. The input holds no digits, but runs may be longer than nine.',
      },
      {
        title: 'Course Codes',
        slug: 'coursecodes',
        description:
          'Course codes look like `INF-204-W`: a subject of three capital letters, a number, and `W` or `S` for the term. Write `parse_code(code)`, which returns `("INF", 204, "winter")` for this example. Anything that does not fit the pattern returns `None`, also lower-case letters and missing parts.',
      },
    ],
    quiz: {
      title: 'Quiz: Slices and Methods',
      slug: 'workingwithtextquiz',
      description:
        'Match slices with their results and methods with what they return. Remember that strings never change.',
    },
  },
  {
    title: 'Lists',
    slug: 'lists',
    summary:
      'Many values under one name: building, walking, changing and copying lists, and lists that hold lists.',
    assignments: [
      {
        title: 'Running Average',
        slug: 'runningaverage',
        description:
          'Write `running_average(values)`, which returns a list whose n-th entry is the average of the first n values. `running_average([4, 8, 6])` is `[4.0, 6.0, 6.0]`. An empty list gives an empty list, and the argument stays as it was.',
      },
      {
        title: 'Without Duplicates',
        slug: 'withoutduplicates',
        description:
          'Write `unique(values)`, which keeps the first occurrence of each value and the order in which they came: `unique([3, 1, 3, 2, 1])` is `[3, 1, 2]`. Return a new list. Sets are next week, so solve it without them.',
      },
      {
        title: 'Seating Plan',
        slug: 'seatingplan',
        description:
          'Write `rows(names, width)`, which splits a list of names into rows of the given width; the last row may be shorter.\n\n`rows(["a", "b", "c", "d", "e"], 2)` is `[["a", "b"], ["c", "d"], ["e"]]`. No names give no rows at all.',
      },
      {
        title: 'Merging Sorted Lists',
        slug: 'mergingsortedlists',
        description:
          'Write `merge(left, right)` for two sorted lists; the result holds all their values and is sorted too. `merge([1, 4], [2, 3, 9])` is `[1, 2, 3, 4, 9]`. Walk through both lists once: `sort` and `sorted` are not allowed, and either list may be empty.',
      },
      {
        title: 'Turning a Picture',
        slug: 'turningapicture',
        description:
          'A picture is a list of rows, and each row is a list of numbers. Write `rotate(picture)`, which returns it turned clockwise by 90 degrees: `rotate([[1, 2], [3, 4]])` is `[[3, 1], [4, 2]]`. Pictures need not be square, and four turns give back the original.',
      },
    ],
    quiz: {
      title: 'Quiz: Aliases and Copies',
      slug: 'listsquiz',
      description:
        'Two names, one list or two? Draw the memory for nine snippets and say which lists have changed at the end.',
    },
  },
  {
    title: 'Dictionaries and Sets',
    slug: 'dictionariesandsets',
    summary:
      'Looking things up by key and asking what belongs to what. You learn to choose the container before you write the loop.',
    assignments: [
      {
        title: 'Letter Frequencies',
        slug: 'letterfrequencies',
        description:
          'Write `frequencies(text)`, which counts the letters of a text without regard to case: `frequencies("Banana")` is `{"b": 1, "a": 3, "n": 2}`. Digits, spaces and punctuation are left out. Then write `most_common(text)`; when several letters tie, the earlier one in the alphabet wins.',
      },
      {
        title: 'Grade Book',
        slug: 'gradebook',
        description:
          'Scores arrive as a list of pairs, a nickname and a number of points. Write `averages(scores)`, which returns a dictionary from nickname to average.\n\n`averages([("kiwi", 80), ("plum", 60), ("kiwi", 90)])` is `{"kiwi": 85.0, "plum": 60.0}`.',
      },
      {
        title: 'Shared Courses',
        slug: 'sharedcourses',
        description:
          'Each timetable is a set of course codes. Write `shared(timetables)` for the courses that all of them hold, and `only_once(timetables)` for those that exactly one of them holds. An empty list of timetables gives an empty set in both cases.',
      },
      {
        title: 'Stock Keeping',
        slug: 'stockkeeping',
        description:
          'Write `book(stock, changes)`, where `stock` maps items to amounts and `changes` is a list of pairs such as `("pen", -3)`. Return a new dictionary in which items with nothing left are missing. A change that would take an amount below zero is skipped, and the ones after it still count.',
      },
      {
        title: 'Anagram Groups',
        slug: 'anagramgroups',
        description:
          'Write `groups(words)`, which puts words made of the same letters into one list. Groups and words keep the order of their first appearance.\n\n`groups(["stone", "ink", "notes", "kin"])` is `[["stone", "notes"], ["ink", "kin"]]`.',
      },
    ],
    quiz: {
      title: 'Quiz: Choosing a Container',
      slug: 'dictionariesandsetsquiz',
      description:
        'Eight small problems. Choose list, tuple, set or dictionary for each, and give the reason in one sentence.',
    },
  },
] as const satisfies readonly Week[];

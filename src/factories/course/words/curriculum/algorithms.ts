import type { Week } from './week.ts';

/** Twelve weeks of algorithms and complexity, with exercises in Python. */
export const algorithms = [
  {
    title: 'Invariants',
    slug: 'invariants',
    summary: 'What stays true while a loop runs, and how that proves a program right.',
    assignments: [
      {
        title: 'Invariant by Invariant',
        slug: 'invariantbyinvariant',
        description:
          'Each of four loops comes with a sentence that should hold before every round. Write it as an `assert`, find the loop for which it does not hold, and mend the loop. The sentences themselves stay as they are.',
      },
      {
        title: 'The Dutch Flag',
        slug: 'thedutchflag',
        description:
          'Sort a list of `0`, `1` and `2` in one pass and in place. State the invariant of your loop as a comment above it. Lists of one colour only are tested too.',
      },
    ],
    quiz: {
      title: 'Quiz: True Before, True After',
      slug: 'invariantsquiz',
      description:
        'Choose the invariant that is strong enough to prove the result; sometimes two of them are.',
    },
  },
  {
    title: 'Asymptotics',
    slug: 'asymptotics',
    summary: 'Upper bounds, lower bounds, and recurrences that can be solved by looking at a tree.',
    assignments: [
      {
        title: 'Solve the Recurrence',
        slug: 'solvetherecurrence',
        description:
          'Write `calls(n)`, which counts the calls that six recursive functions make, from a formula instead of running them. For the third function `calls(10)` is `1023`. Note the formula and its derivation above each.',
      },
      {
        title: 'Fast Powers',
        slug: 'fastpowers',
        description:
          'Compute `a ** b % m` for numbers of a hundred digits, with a number of multiplications that grows with the length of `b` only. Built-in `pow` is used by the tests to compare. An exponent of zero gives `1 % m`.',
      },
    ],
    quiz: {
      title: 'Quiz: Bounds',
      slug: 'asymptoticsquiz',
      description:
        'Is it true that every quadratic algorithm is slower than every linear one? Ten statements to judge.',
    },
  },
  {
    title: 'Divide and Conquer',
    slug: 'divideandconquer',
    summary: 'Halve the problem, solve the halves, and be clever when putting them together.',
    assignments: [
      {
        title: 'The Skyline',
        slug: 'theskyline',
        description:
          'Buildings are given as left edge, height and right edge. Return the outline of the city as a list of points where the height changes. Two skylines can be merged like two sorted lists.',
      },
      {
        title: 'Closest Pair',
        slug: 'closestpair',
        description:
          'Find the two of a set of points that are closest to each other. Comparing all pairs is fine for ten points and hopeless for the hundred thousand of the last test. Equal points have the distance `0`.',
      },
    ],
    quiz: {
      title: 'Quiz: Halves',
      slug: 'divideandconquerquiz',
      description: 'Write down the recurrence for six algorithms, and what comes out of it.',
    },
  },
  {
    title: 'Greedy Choices',
    slug: 'greedychoices',
    summary: 'Take what looks best now, and prove that you will not regret it. Sometimes you will.',
    assignments: [
      {
        title: 'One Lecture Hall',
        slug: 'onelecturehall',
        description:
          'Requests for a lecture hall have a start and an end. Choose as many as fit, and return them in their order. A request may begin at the minute at which another one ends.',
      },
      {
        title: 'Shortest Codes',
        slug: 'shortestcodes',
        description:
          'Build a Huffman code for a text, and return the bits that the text needs with it. A text of one letter needs one bit for each. The codes may differ from ours, the number of bits may not.',
      },
    ],
    quiz: {
      title: 'Quiz: Counterexamples',
      slug: 'greedychoicesquiz',
      description:
        'For each greedy rule find the smallest input for which it fails, or give the reason why there is none.',
    },
  },
  {
    title: 'Dynamic Programming',
    slug: 'dynamicprogramming',
    summary: 'Solve each small problem once and write the answer down.',
    assignments: [
      {
        title: 'Coins in Strange Lands',
        slug: 'coinsinstrangelands',
        description:
          'Pay an amount with as few coins as possible, in a country whose coins are given. The greedy way is wrong for `[1, 3, 4]` and `6`. Return the coins, largest first, or `None` where the amount cannot be paid.',
      },
      {
        title: 'Edit Distance',
        slug: 'editdistance',
        description:
          'How many letters must be inserted, removed or replaced to make one word of another? Return the number and one list of steps. From `kitten` to `sitting` it takes three.',
      },
    ],
    quiz: {
      title: 'Quiz: Tables',
      slug: 'dynamicprogrammingquiz',
      description:
        'Fill in the missing cells of four tables, and say in which order they have to be computed.',
    },
  },
  {
    title: 'Backtracking',
    slug: 'backtracking',
    summary: 'Try, fail, take it back, try again: searching large spaces without getting lost.',
    assignments: [
      {
        title: 'Queens on the Board',
        slug: 'queensontheboard',
        description:
          'Place eight queens so that none attacks another, with some of them already placed. Return all solutions, each as a list of columns. A board for which there is none gives an empty list.',
      },
      {
        title: 'Small Sudoku',
        slug: 'smallsudoku',
        description:
          'Fill a square of four by four with the digits `1` to `4`, each once in every row, column and quarter. Count how many cells your search has tried. Choosing the cell with the fewest possibilities first makes it ten times as fast.',
      },
    ],
    quiz: {
      title: 'Quiz: Search Trees',
      slug: 'backtrackingquiz',
      description: 'How many leaves does the tree have, and which branches can be cut?',
    },
  },
  {
    title: 'Randomness',
    slug: 'randomness',
    summary: 'Algorithms that toss coins are often the simplest, and sometimes the fastest.',
    assignments: [
      {
        title: 'A Fair Shuffle',
        slug: 'afairshuffle',
        description:
          'Shuffle a list so that every order is equally likely, with a given source of random numbers. The test counts the orders of three elements over many runs. The tempting version with two random positions does not pass.',
      },
      {
        title: 'Nearly Certain Primes',
        slug: 'nearlycertainprimes',
        description:
          "Decide by Miller and Rabin's test whether a number is prime. Ten rounds are enough, and small numbers are decided exactly. The numbers of the last test have two hundred digits.",
      },
    ],
    quiz: {
      title: 'Quiz: Expected Values',
      slug: 'randomnessquiz',
      description: 'Coins, dice and hash functions: compute what is to be expected.',
    },
  },
  {
    title: 'Strings and Patterns',
    slug: 'stringsandpatterns',
    summary: 'Finding a word in a text without going back, and all words at once.',
    assignments: [
      {
        title: 'No Step Back',
        slug: 'nostepback',
        description:
          'Find all places where a pattern occurs in a text, reading each character of the text once. Build the table of borders first, and print it when asked. Occurrences may overlap: `aa` is in `aaaa` three times.',
      },
      {
        title: 'Longest in Common',
        slug: 'longestincommon',
        description:
          'Return the longest piece that two texts have in common, the first one where there are several. Two novels of a million characters each must not take more than ten seconds. Rolling hashes or a suffix array both do.',
      },
    ],
    quiz: {
      title: 'Quiz: Borders',
      slug: 'stringsandpatternsquiz',
      description: 'Compute the border tables of five patterns by hand.',
    },
  },
  {
    title: 'Flows and Matchings',
    slug: 'flowsandmatchings',
    summary: 'Pipes, capacities, and the surprising number of problems that are about them.',
    assignments: [
      {
        title: 'Water for the Town',
        slug: 'waterforthetown',
        description:
          'Compute the largest flow from a spring to a town through pipes of given capacity. Return the flow through each pipe as well. What goes into a junction comes out of it again.',
      },
      {
        title: 'Partners for the Project',
        slug: 'partnersfortheproject',
        description:
          'Students name the projects that they would like. Give a project to as many of them as possible, no project twice. The smallest number of projects that cannot be avoided is part of the answer.',
      },
    ],
    quiz: {
      title: 'Quiz: Cuts',
      slug: 'flowsandmatchingsquiz',
      description: 'Find the smallest cut of three networks, and the flow that proves it.',
    },
  },
  {
    title: 'Hard Problems',
    slug: 'hardproblems',
    summary: 'Problems for which nobody knows a fast algorithm, and how to recognise one of them.',
    assignments: [
      {
        title: 'Check Before You Solve',
        slug: 'checkbeforeyousolve',
        description:
          'Write three programs that check a proposed solution: for a tour, a colouring and a subset. Each runs in polynomial time and says what is wrong. None of them has to find a solution.',
      },
      {
        title: 'From One to Another',
        slug: 'fromonetoanother',
        description:
          'Turn an instance of vertex cover into one of independent set, and a solution back again. The tests solve small instances by brute force on both sides. Explain why the translation takes linear time.',
      },
    ],
    quiz: {
      title: 'Quiz: Reductions',
      slug: 'hardproblemsquiz',
      description: 'Which direction does the reduction need? Eight statements about classes and problems.',
    },
  },
  {
    title: 'Good Enough',
    slug: 'goodenough',
    summary: 'Approximation, heuristics, and promises about how far off they can be.',
    assignments: [
      {
        title: 'A Short Tour',
        slug: 'ashorttour',
        description:
          'Visit all towns and come home, at most twice as long as the best tour. Use a minimum spanning tree and prove the factor in three sentences. The distances obey the triangle inequality.',
      },
      {
        title: 'Packing Boxes',
        slug: 'packingboxes',
        description:
          'Pack items into boxes of size one by first fit, and by first fit after sorting. Compare both with the lower bound for a thousand random lists. Return the boxes as lists of item numbers.',
      },
    ],
    quiz: {
      title: 'Quiz: Factors',
      slug: 'goodenoughquiz',
      description: 'How bad can it become? Find inputs that come close to the promised factor.',
    },
  },
  {
    title: 'Looking Back',
    slug: 'lookingback',
    summary: 'The methods of this course beside each other, on problems that do not say which one they want.',
    assignments: [
      {
        title: 'Which Method',
        slug: 'whichmethod',
        description:
          'Six small problems, each solved best by one of the methods of this course. Write the name of the method above each solution. At least one of them is easier than it looks.',
      },
      {
        title: 'A Problem of Your Own',
        slug: 'aproblemofyourown',
        description:
          'Describe a problem from your own life as input and output. Solve it with a method of this course, and give two test cases with their results. Your neighbour tries to break it.',
      },
    ],
    quiz: {
      title: 'Quiz: Everything Once',
      slug: 'lookingbackquiz',
      description: 'Twelve questions, one for each week.',
    },
  },
] as const satisfies readonly Week[];

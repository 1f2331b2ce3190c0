import type { Week } from './week.ts';

/** Twelve weeks of data structures, with exercises in Python. */
export const dataStructures = [
  {
    title: 'Counting Steps',
    slug: 'countingsteps',
    summary:
      'What an operation costs, how cost grows with the input, and why constants matter less than people think.',
    assignments: [
      {
        title: 'Stopwatch for Loops',
        slug: 'stopwatchforloops',
        description:
          'Write `cost(n)`, which counts how often the inner line of three given loops runs, without running them for large `n`. For `n = 10` the counts are `100`, `55` and `40`. Compare your formulas with a real count up to `n = 200`.',
      },
      {
        title: 'Two Ways to Search',
        slug: 'twowaystosearch',
        description:
          'Implement `linear(values, x)` and `binary(values, x)`, and let both return the number of comparisons beside the position. For a sorted list of a thousand values binary search needs ten comparisons at most. A missing element gives the position `-1`.',
      },
    ],
    quiz: {
      title: 'Quiz: Growth Rates',
      slug: 'countingstepsquiz',
      description: 'Order twelve functions by their growth, and name the costly line of each program.',
    },
  },
  {
    title: 'Arrays and Slices',
    slug: 'arraysandslices',
    summary:
      'Values side by side in memory: cheap to reach, expensive to insert. We build a list that grows by itself.',
    assignments: [
      {
        title: 'Growing Array',
        slug: 'growingarray',
        description:
          'Write a class `Growing` with `append`, `pop` and `get` on top of a fixed block of cells that doubles when it is full. Appending a thousand values may copy fewer than two thousand cells. `get` raises `IndexError` outside of what has been appended.',
      },
      {
        title: 'Rotation in Place',
        slug: 'rotationinplace',
        description:
          'Rotate a list by `k` places without a second list. `[1, 2, 3, 4, 5]` rotated by `2` is `[4, 5, 1, 2, 3]`, and `k` may be larger than the list or negative.',
      },
    ],
    quiz: {
      title: 'Quiz: Indexes and Copies',
      slug: 'arraysandslicesquiz',
      description:
        'Which of these slices are copies, and what does an insertion at the front cost? Ten short questions.',
    },
  },
  {
    title: 'Linked Lists',
    slug: 'linkedlists',
    summary: 'Nodes that know their neighbour, and the patience to move one reference at a time.',
    assignments: [
      {
        title: 'Train of Nodes',
        slug: 'trainofnodes',
        description:
          'Implement a singly linked list with `push`, `insert_after`, `remove` and iteration. Removing the first node, the last one and the only one are the cases that go wrong. Draw them before you type.',
      },
      {
        title: 'Finding the Loop',
        slug: 'findingtheloop',
        description:
          'Decide whether a chain of nodes runs into itself, with two references and no further memory. Return the node at which the loop begins, or `None`. A chain of one node that points to itself counts.',
      },
    ],
    quiz: {
      title: 'Quiz: References',
      slug: 'linkedlistsquiz',
      description: 'Follow eight sketches of nodes and arrows, and say what is printed after each line.',
    },
  },
  {
    title: 'Stacks and Queues',
    slug: 'stacksandqueues',
    summary: 'Last in, first out; first in, first out; and how much of computing is one of the two.',
    assignments: [
      {
        title: 'Balanced Brackets',
        slug: 'balancedbrackets',
        description:
          'Check whether the brackets `()`, `[]` and `{}` of a text are closed in the right order. Return the position of the first one that is not, or `-1`. Everything between brackets is ignored.',
      },
      {
        title: 'Ring Buffer',
        slug: 'ringbuffer',
        description:
          'Write a queue of fixed capacity in one list, with two positions that run round in it. `put` on a full queue raises `OverflowError`, `take` on an empty one `LookupError`. Nothing is ever moved within the list.',
      },
    ],
    quiz: {
      title: 'Quiz: Order of Removal',
      slug: 'stacksandqueuesquiz',
      description: 'Values go in and come out again: which structure was used, if any could?',
    },
  },
  {
    title: 'Hash Tables',
    slug: 'hashtables',
    summary: 'A function that turns a key into a place, and what to do when two keys want the same one.',
    assignments: [
      {
        title: 'Table of Buckets',
        slug: 'tableofbuckets',
        description:
          'Implement `set`, `get` and `delete` of a hash table with a list for each bucket. Grow to twice the number of buckets when three quarters are used, and keep every entry. A missing key raises `KeyError`.',
      },
      {
        title: 'Pairs That Add Up',
        slug: 'pairsthataddup',
        description:
          'Find all pairs in a list whose sum is a given number, each pair once, in the order of their first element. The list has up to a hundred thousand values, so that comparing each with each takes too long. For `[1, 5, 3, 3]` and `6` the answer is `[(1, 5), (3, 3)]`.',
      },
    ],
    quiz: {
      title: 'Quiz: Collisions',
      slug: 'hashtablesquiz',
      description: 'Insert seven keys by hand, with chaining and with probing.',
    },
  },
  {
    title: 'Trees',
    slug: 'trees',
    summary: 'One root, many leaves, and recursion as the natural way to walk between them.',
    assignments: [
      {
        title: 'Family of Folders',
        slug: 'familyoffolders',
        description:
          'A tree of folders is given as nested tuples. Write `size(tree)`, `depth(tree)` and `paths(tree)`, where a path is written like `docs/2025/notes`. An empty folder has depth one and no paths.',
      },
      {
        title: 'Four Ways Through',
        slug: 'fourwaysthrough',
        description:
          'Return the values of a binary tree in pre-order, in-order, post-order and level by level. The first three may be recursive, the last one needs a queue. An empty tree gives an empty list each time.',
      },
    ],
    quiz: {
      title: 'Quiz: Names of Nodes',
      slug: 'treesquiz',
      description: 'Roots, leaves, heights and levels: read them off five drawings.',
    },
  },
  {
    title: 'Binary Search Trees',
    slug: 'binarysearchtrees',
    summary: 'Keep values in order while they come and go, as long as the tree stays in shape.',
    assignments: [
      {
        title: 'Growing in Order',
        slug: 'growinginorder',
        description:
          'Implement `insert`, `contains` and `remove` of a binary search tree. A node with two children is replaced by the smallest value on its right. In-order iteration must give a sorted list after any sequence of calls.',
      },
      {
        title: 'Between Two Keys',
        slug: 'betweentwokeys',
        description:
          'Report all values from `low` to `high`, both included, without visiting subtrees that cannot hold any. A counter of visited nodes is compared with the model solution. An empty range gives an empty list.',
      },
    ],
    quiz: {
      title: 'Quiz: Shapes of Trees',
      slug: 'binarysearchtreesquiz',
      description: 'In which order were these values inserted? More than one answer may be right.',
    },
  },
  {
    title: 'Heaps and Priorities',
    slug: 'heapsandpriorities',
    summary: 'The most urgent thing first, in a list that only looks like a list.',
    assignments: [
      {
        title: 'Emergency Room',
        slug: 'emergencyroom',
        description:
          'Patients arrive with an urgency and are called in its order; of equal ones, whoever came first. Implement the heap yourself: `heapq` is used by the tests to compare. `call()` on an empty room returns `None`.',
      },
      {
        title: 'The Running Median',
        slug: 'therunningmedian',
        description:
          'After each number of a stream print the median of all numbers so far, with two heaps. For `5 2 8` the medians are `5`, `3.5` and `5`. A stream of a million numbers takes a few seconds.',
      },
    ],
    quiz: {
      title: 'Quiz: Heap or Not',
      slug: 'heapsandprioritiesquiz',
      description: 'Say for ten lists whether they are heaps, and mend those that are not.',
    },
  },
  {
    title: 'Sorting',
    slug: 'sorting',
    summary: 'Five ways to put things in order, and the questions that decide between them.',
    assignments: [
      {
        title: 'Merge and Count',
        slug: 'mergeandcount',
        description:
          'Sort a list by merging, and return the number of pairs that were in the wrong order at the beginning. `[3, 1, 2]` has two of them. A list of a hundred thousand values must be finished within two seconds.',
      },
      {
        title: 'Quick and Careful',
        slug: 'quickandcareful',
        description:
          'Implement quicksort in place with a pivot of your choice. Lists that are already sorted, or hold one value only, must not be slow; the tests look for that. Explain your choice of the pivot in two sentences.',
      },
    ],
    quiz: {
      title: 'Quiz: Stable or Not',
      slug: 'sortingquiz',
      description: 'Which of these algorithms keeps the order of equal keys, and which needs no second list?',
    },
  },
  {
    title: 'Graphs',
    slug: 'graphs',
    summary:
      'Things and their connections: friends, streets, prerequisites. We store them and walk through them.',
    assignments: [
      {
        title: 'Reachable by Tram',
        slug: 'reachablebytram',
        description:
          'The stops and lines of a tram network are given as pairs. Return all stops that can be reached from a given one, sorted by name. Lines run in both directions, and some stops have none.',
      },
      {
        title: 'Order of Courses',
        slug: 'orderofcourses',
        description:
          'Each course has prerequisites. Return an order in which all of them can be taken, the alphabetically first one where several are possible. Where there is none, return the courses of one circle.',
      },
    ],
    quiz: {
      title: 'Quiz: Edges and Degrees',
      slug: 'graphsquiz',
      description: 'Count, draw and recognise: directed, weighted, connected, and without circles.',
    },
  },
  {
    title: 'Shortest Paths',
    slug: 'shortestpaths',
    summary:
      'The nearest bakery and the cheapest flight are the same problem. Edges get weights, and we get a priority queue.',
    assignments: [
      {
        title: 'The Night Bus',
        slug: 'thenightbus',
        description:
          "Find the quickest way between two stops with Dijkstra's algorithm, and return its stops with the minutes. When two ways take equally long, the one with fewer stops counts. Where there is no way, return `None`.",
      },
      {
        title: 'Toll Roads',
        slug: 'tollroads',
        description:
          'Some roads cost money, and a traveller has a budget. Find the shortest way that stays within it. The state of your search is a place and what is left of the budget.',
      },
    ],
    quiz: {
      title: 'Quiz: Distances',
      slug: 'shortestpathsquiz',
      description: 'Run three algorithms by hand on a graph of six nodes.',
    },
  },
  {
    title: 'Union and Sets',
    slug: 'unionandsets',
    summary: 'Who belongs together? A forest of small trees answers it faster than one would believe.',
    assignments: [
      {
        title: 'Islands Joined',
        slug: 'islandsjoined',
        description:
          'Bridges are built one after the other between islands. After each one print how many groups of islands there are. With a hundred thousand islands only union by size and short paths are quick enough.',
      },
      {
        title: 'The Cheapest Network',
        slug: 'thecheapestnetwork',
        description:
          'Connect all villages by cables of the least total length, and return the chosen ones, shortest first. The number of cables is one less than that of the villages, or the task has no solution. Say so by returning `None`.',
      },
    ],
    quiz: {
      title: 'Quiz: Forests',
      slug: 'unionandsetsquiz',
      description: 'Union, find, and what the parents look like afterwards. Eight questions on paper.',
    },
  },
] as const satisfies readonly Week[];

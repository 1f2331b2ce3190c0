import type { Week } from './week.ts';

/** Twelve weeks of machine learning, with exercises in Python. */
export const machineLearning = [
  {
    title: 'Data First',
    slug: 'datafirst',
    summary: 'Where data comes from, what is missing in it, and what a table can hide.',
    assignments: [
      {
        title: 'Clean the Weather',
        slug: 'cleantheweather',
        description:
          'The file `weather.csv` holds a year of measurements, with gaps and two impossible values. Write `clean(rows)`, which leaves out what cannot be and fills single gaps with the mean of their neighbours. Gaps of two and more days stay empty.',
      },
      {
        title: 'Three Summaries',
        slug: 'threesummaries',
        description:
          'Compute mean, median and standard deviation for each column without a library. For `[1, 2, 3, 10]` the mean is `4` and the median `2.5`. Say in a comment which of them you would show to a visitor.',
      },
    ],
    quiz: {
      title: 'Quiz: Reading Plots',
      slug: 'datafirstquiz',
      description: 'Eight plots, eight misleading captions: find out what is wrong with each.',
    },
  },
  {
    title: 'Nearest Neighbours',
    slug: 'nearestneighbours',
    summary: 'The simplest model of all: things that look alike are alike.',
    assignments: [
      {
        title: 'Neighbours of Iris',
        slug: 'neighboursofiris',
        description:
          'Classify flowers by their `k` nearest neighbours. When classes are tied, the nearest neighbour decides. Odd and even `k` are both tested.',
      },
      {
        title: 'Scale Matters',
        slug: 'scalematters',
        description:
          'Show that the same data gives another neighbour when one column is measured in metres instead of millimetres. Then write `standardise(column)` and repeat the experiment. A constant column becomes zeros.',
      },
    ],
    quiz: {
      title: 'Quiz: Distances in Use',
      slug: 'nearestneighboursquiz',
      description: 'Which distance would you use for words, for colours, and for places on a map?',
    },
  },
  {
    title: 'Training and Testing',
    slug: 'trainingandtesting',
    summary: 'A model that knows the answers by heart has learned nothing. We hold some data back.',
    assignments: [
      {
        title: 'A Fair Split',
        slug: 'afairsplit',
        description:
          'Split rows into a training and a test part, with the same share of each class in both. The seed decides which rows go where, and the same seed always gives the same split. No row is in both parts.',
      },
      {
        title: 'Cross-Validation',
        slug: 'crossvalidation',
        description:
          'Write `folds(n, k)`, which gives the indexes of the training and the test part of each round. The parts differ in size by one at most. Use it to choose `k` for the neighbours of last week.',
      },
    ],
    quiz: {
      title: 'Quiz: Leaks',
      slug: 'trainingandtestingquiz',
      description: 'Find the mistake by which each of six studies has fooled itself.',
    },
  },
  {
    title: 'Linear Regression',
    slug: 'linearregression',
    summary: 'A straight line through points, and the surprising reach of this idea.',
    assignments: [
      {
        title: 'A Line Through Points',
        slug: 'alinethroughpoints',
        description:
          'Fit a line by the least squares, with the formulas from the lecture. Return slope, intercept and the share of variance that is explained. Points with one `x` only raise `ValueError`.',
      },
      {
        title: 'Down the Hill',
        slug: 'downthehill',
        description:
          'Fit the same line by gradient descent. Plot the error after each step for three learning rates, and stop when it changes by less than `1e-9`. A rate that is too large must be recognised, not waited for.',
      },
    ],
    quiz: {
      title: 'Quiz: Slopes',
      slug: 'linearregressionquiz',
      description: 'What do the coefficients mean, and what do they not? Ten statements about one model.',
    },
  },
  {
    title: 'Classification',
    slug: 'classification',
    summary: 'From a number to a decision: logistic regression and the price of being wrong.',
    assignments: [
      {
        title: 'Spam or Not',
        slug: 'spamornot',
        description:
          'Train a logistic regression on counts of words. Report how many messages are recognised, and how many good ones are lost. The threshold is a parameter, because losing a good message is worse.',
      },
      {
        title: 'Confusion Matrix',
        slug: 'confusionmatrix',
        description:
          'Write `confusion(truth, guess)` and compute precision, recall and accuracy from it. A class that is never guessed has the precision `0`. Find an example where accuracy is high and the model useless.',
      },
    ],
    quiz: {
      title: 'Quiz: Thresholds',
      slug: 'classificationquiz',
      description: 'Move the threshold, and say which of four numbers goes up.',
    },
  },
  {
    title: 'Overfitting',
    slug: 'overfitting',
    summary: 'Why a model that fits too well fails, and how a little punishment helps.',
    assignments: [
      {
        title: 'Wiggly Curves',
        slug: 'wigglycurves',
        description:
          'Fit polynomials of degree one to twelve to twenty noisy points. Plot the training and the test error over the degree, and mark where you would stop. Write two sentences about the right end of the plot.',
      },
      {
        title: 'Ridge',
        slug: 'ridge',
        description:
          'Add the sum of squared coefficients to the error, and choose its weight by cross-validation. With a weight of zero the result is that of week four. Columns are standardised before.',
      },
    ],
    quiz: {
      title: 'Quiz: Bias and Variance',
      slug: 'overfittingquiz',
      description: 'Sort ten changes to a model by what they do to bias and to variance.',
    },
  },
  {
    title: 'Decision Trees',
    slug: 'decisiontrees',
    summary: 'Questions with two answers, asked in the right order.',
    assignments: [
      {
        title: 'Twenty Questions',
        slug: 'twentyquestions',
        description:
          'Build a tree for yes-or-no columns that asks the question with the largest gain first. Stop when all rows agree, or no question is left. Print the tree with two spaces for each level.',
      },
      {
        title: 'Pruning',
        slug: 'pruning',
        description:
          'Cut branches that do not pay on held-back data, from the leaves upwards. The tree may only become smaller, and its error on that data no larger. A tree of one leaf is a tree.',
      },
    ],
    quiz: {
      title: 'Quiz: Gains',
      slug: 'decisiontreesquiz',
      description: 'Compute entropy and gain for three splits, and choose one.',
    },
  },
  {
    title: 'Ensembles',
    slug: 'ensembles',
    summary: 'Many weak opinions can make a good one, if they err in different ways.',
    assignments: [
      {
        title: 'A Small Forest',
        slug: 'asmallforest',
        description:
          'Train thirty trees, each on rows drawn with replacement and on half of the columns. The majority decides. Show how the error falls with the number of trees.',
      },
      {
        title: 'Boosting Stumps',
        slug: 'boostingstumps',
        description:
          'Train trees of one question, each on what those before it got wrong. After ten rounds the training error must be below that of the best single one. Weights always add up to one.',
      },
    ],
    quiz: {
      title: 'Quiz: Votes',
      slug: 'ensemblesquiz',
      description: 'When does the majority of seven do better than each of them, and when worse?',
    },
  },
  {
    title: 'Neural Networks',
    slug: 'neuralnetworks',
    summary: 'Layers of simple units, and the chain rule as the only magic in them.',
    assignments: [
      {
        title: 'One Neuron',
        slug: 'oneneuron',
        description:
          'Implement a single unit with a step and with a smooth activation. Show that it learns `and` and `or`, and that it cannot learn `xor`. Explain the latter with a drawing.',
      },
      {
        title: 'Backwards by Hand',
        slug: 'backwardsbyhand',
        description:
          'Compute the gradients of a network with one hidden layer, and check each of them against a small difference. They have to agree in six digits. Then let the network learn `xor`.',
      },
    ],
    quiz: {
      title: 'Quiz: Layers',
      slug: 'neuralnetworksquiz',
      description: 'Count parameters, follow shapes, and find the layer that does not fit.',
    },
  },
  {
    title: 'Clustering',
    slug: 'clustering',
    summary: 'Groups that nobody has named, and whether they are really there.',
    assignments: [
      {
        title: 'Three Colours',
        slug: 'threecolours',
        description:
          'Reduce a picture to `k` colours with the k-means algorithm. The starting colours come from the given seed, and an empty cluster keeps its centre. Stop when no pixel changes.',
      },
      {
        title: 'How Many Groups',
        slug: 'howmanygroups',
        description:
          'Choose the number of clusters for three data sets by the silhouette. One of the data sets has none, and your program may say so. Justify your choice in a comment.',
      },
    ],
    quiz: {
      title: 'Quiz: Centres',
      slug: 'clusteringquiz',
      description: 'Two rounds of k-means by hand, with a surprise in the second one.',
    },
  },
  {
    title: 'Fewer Dimensions',
    slug: 'fewerdimensions',
    summary: 'Projections that keep what matters, and pictures of what cannot be seen.',
    assignments: [
      {
        title: 'Two Axes of Many',
        slug: 'twoaxesofmany',
        description:
          'Project data onto its two principal components, and report the share of variance that is kept. Signs may differ from ours. For two perfectly correlated columns the second share is `0`.',
      },
      {
        title: 'Faces from Pieces',
        slug: 'facesfrompieces',
        description:
          'Rebuild small pictures from their first five, ten and fifty components. Report the error of each, and the number of components from which you recognise somebody. Faces are drawn, not photographed.',
      },
    ],
    quiz: {
      title: 'Quiz: Projections',
      slug: 'fewerdimensionsquiz',
      description: 'Which structure survives the projection, and which one does it invent?',
    },
  },
  {
    title: 'Care and Responsibility',
    slug: 'careandresponsibility',
    summary: 'Who is harmed by a wrong decision, who can object, and what a model card says.',
    assignments: [
      {
        title: 'Two Groups, One Model',
        slug: 'twogroupsonemodel',
        description:
          'Measure precision and recall of a given model for two groups of people separately. Find a threshold for each that makes the recall equal, and say what that costs. There is no right answer, but there are wrong calculations.',
      },
      {
        title: 'Model Card',
        slug: 'modelcard',
        description:
          'Describe your best model of this course on one page: data, purpose, limits, and who should not use it. The test looks for the five headings and for a number under each. Your neighbour signs it.',
      },
    ],
    quiz: {
      title: 'Quiz: Fairness',
      slug: 'careandresponsibilitquiz',
      description: 'Definitions that cannot all hold at once: find out which two are in conflict.',
    },
  },
] as const satisfies readonly Week[];

/**
 * What people write in a course's forum, by kind. `{assignment}` stands for the title of an assignment,
 * `{week}` for the title of a week.
 */

/** Questions of students about an assignment, each with an answer of an assistant to exactly this question. */
export const threads = [
  {
    question:
      'Is it allowed to use the standard library in {assignment}, or should we write everything ourselves?',
    answer:
      'Everything that comes with Python is fine unless the task rules it out. No packages from elsewhere, please.',
  },
  {
    question:
      'My solution to {assignment} works on my machine, but two tests fail on the server. What could be different?',
    answer:
      'Please compare the spelling of your file and function names first. The server also runs the hidden edge cases, and it starts from an empty folder.',
  },
  {
    question: 'What should {assignment} do when the input is empty? The text does not say.',
    answer:
      'Good catch. Return the neutral result: zero, an empty list or an empty string, depending on the function.',
  },
  {
    question: 'Does the order of the output matter in {assignment}?',
    answer:
      'Yes, the tests compare line by line. Keep the order of the input unless the task asks for a sorted result.',
  },
  {
    question: 'How many attempts do we have for {assignment}? I used one by mistake.',
    answer:
      'The number is shown next to the submit button, and test runs without submitting do not use up an attempt. Do not worry, one is no problem.',
  },
  {
    question: 'I get an IndexError in {assignment}, but only for the last element. Any hint where to look?',
    answer:
      'Print the index and the length just before that line. I would guess that your loop goes one step too far.',
  },
  {
    question: 'Can we work on {assignment} in pairs, or does everybody hand in their own solution?',
    answer:
      'The group size is shown on the assignment page. If it says two, hand in one solution together; otherwise discuss ideas, but write your own code.',
  },
  {
    question: 'The test for {assignment} says "timed out". How fast does it need to be?',
    answer:
      'A straightforward solution takes well below a second. When it times out, look for a loop that never ends or a search inside a loop.',
  },
  {
    question: 'In {assignment} I get 0.30000000000000004 instead of 0.3. Is that wrong?',
    answer:
      'That is how floats work, and the tests allow a small difference. Do not round unless the task tells you to.',
  },
  {
    question: 'Should the function in {assignment} print the result or return it?',
    answer:
      'Return it. The tests call your function and look at what comes back; they do not read what you print.',
  },
  {
    question:
      'I do not understand the second example in {assignment}. Could somebody explain how that value comes about?',
    answer:
      'Try it with pencil and paper, one line at a time, and note every variable. If you get stuck on a step, post that step here and we will look at it together.',
  },
  {
    question: 'Is there a way to see the inputs of the hidden tests in {assignment}?',
    answer:
      'No, but their names tell you what they are about. Write your own test for each name and you will most likely find it.',
  },
  {
    question:
      'May I change the signature of the given function in {assignment}? I would like one more parameter.',
    answer:
      'Please keep the signature. You can add a second function with more parameters and call it from the given one.',
  },
  {
    question: 'For {assignment} I have two versions, one short and one readable. Which one do you prefer?',
    answer: 'The readable one, always. Short is nice when it happens by itself.',
  },
  {
    question: 'I was ill this week. Is there any chance to hand in {assignment} a few days later?',
    answer:
      'Get well soon! Send a short note to the lecturer before the deadline and you will get the extra days.',
  },
  {
    question: 'Do negative numbers count as valid input in {assignment}?',
    answer:
      'If the task does not exclude them, they can appear. There is at least one test with a negative number.',
  },
  {
    question: 'Where do I find the starter file for {assignment}?',
    answer:
      'It is in the folder of this week, beside the slides. Refresh the page if you opened it before Monday.',
  },
  {
    question: 'All tests of {assignment} are green, but my result is still below 100 percent. Why is that?',
    answer:
      'The result counts your last submitted version, not your last test run. Submit once more and it will be updated.',
  },
  {
    question: 'I keep getting "NoneType is not iterable" in {assignment}. What does it want from me?',
    answer:
      'One of your functions ends without a return on some path, so it gives back None. Check the branch that runs for this input.',
  },
  {
    question: 'Is it okay to solve {assignment} with recursion, although we have not covered it yet?',
    answer:
      'Sure, if you can explain it in the exercise class. Just make sure that large inputs do not hit the recursion limit.',
  },
  {
    question: 'Our group for {assignment} has only one member left. Can I join another group?',
    answer:
      'Yes. Agree with the other group and write to me with both group names; I will move you before the deadline.',
  },
  {
    question:
      'How strict is the output format in {assignment}? I have one extra space at the end of the line.',
    answer:
      'Trailing spaces make the comparison fail. Build the line with join and the extra space disappears.',
  },
  {
    question: 'Should we write our own tests for {assignment}, and do they count?',
    answer:
      'They do not change the result, but I read them when I comment on your solution. In the project they will count.',
  },
  {
    question: 'My program for {assignment} changes the list that I pass in. Is that a problem?',
    answer: 'It is, when the caller still needs the list. Work on a copy, or build a new list and return it.',
  },
  {
    question: 'Does {assignment} distinguish between upper and lower case?',
    answer: 'Only where the task mentions it. When in doubt, follow the examples: they are all tested.',
  },
  {
    question: 'I found a shorter solution for {assignment} after submitting. Is it worth submitting again?',
    answer:
      'If the tests pass either way, your result stays the same. Submit it anyway if you would like comments on the new version.',
  },
  {
    question: 'Can I use what I wrote for an earlier week in {assignment}?',
    answer:
      'Of course, reusing your own functions is the idea. Copy the file into the folder so that the server finds it.',
  },
  {
    question:
      'What is a good way to start with {assignment}? I have been staring at an empty file for an hour.',
    answer:
      'Write down one example with its result, then make only that example work. The second example will show you what is missing.',
  },
  {
    question: 'Which Python version do the tests of {assignment} use?',
    answer:
      'The name of the test system on the assignment page contains it. Anything from the last two versions behaves the same for our tasks.',
  },
  {
    question: 'Will we go through a solution of {assignment} in the exercise class?',
    answer:
      'Yes, in the class after the deadline. Bring your own version, we will compare two or three of them.',
  },
] as const satisfies readonly { question: string; answer: string }[];

/** Questions of students about a quiz, whose title stands for `{assignment}`, each with its answer. */
export const quizThreads = [
  {
    question: 'In "{assignment}" I pressed the button too early. Can the attempt be opened again?',
    answer:
      'A quiz can be handed in once only, I am afraid. The two weakest do not count at the end, so one miss does not hurt.',
  },
  {
    question: 'Does a wrong answer in "{assignment}" cost points, or does it just give none?',
    answer: 'It just gives none, so answer every part, even when you have to guess.',
  },
  {
    question: 'How long do we have for "{assignment}" once we have begun?',
    answer: 'There is no clock. You can close the page and come back until Sunday evening.',
  },
  {
    question: 'May we use our notes for "{assignment}"?',
    answer: 'Yes, notes and slides are fine. Please answer alone, though: it shows you where you stand.',
  },
  {
    question: 'In part 3 of "{assignment}" two of the answers look right to me. Is that intended?',
    answer: 'It is: where several answers are right, mark all of them. The text above the part says so.',
  },
  {
    question: 'When will the right answers to "{assignment}" be shown?',
    answer: 'On Monday morning, together with a short explanation of each part.',
  },
  {
    question:
      'I answered part 5 of "{assignment}" with a float and it was marked wrong. The value is the same!',
    answer:
      'The part asks for the type too: a whole number is another value than a float, even when both look alike.',
  },
  {
    question: 'Is "{assignment}" about the lecture only, or about the assignments as well?',
    answer:
      'About both. If you have done the first assignment of the week, you will recognise two of its ideas.',
  },
  {
    question: 'The page of "{assignment}" showed an error when I handed in. Did it arrive?',
    answer: 'It did, I can see your result. Reload the page and you will see it too.',
  },
  {
    question: 'Will the questions of "{assignment}" be similar to those in the exam?',
    answer: 'Similar in kind, yes. The exam asks for a short explanation as well, so practise saying why.',
  },
] as const satisfies readonly { question: string; answer: string }[];

/** Announcements of lecturers to the whole course. */
export const announcements = [
  'The material for {week} is online: slides, examples and the assignments. Have fun!',
  'Tomorrow we begin with {week}. Please read the first two sections beforehand, it takes about twenty minutes.',
  'The quiz on {week} is open until Sunday evening. It can be handed in once, so take your time.',
  'A mistake in the tests of {week} has been repaired. All submissions were tested again; nobody lost points.',
  'The lecture on {week} has been recorded and can be found beside the slides.',
  'Reminder: the assignments of {week} are due on Sunday at 23:59. The forum is quieter on Saturdays, so ask early.',
  'The exercise class on {week} moves to the large lecture hall, because the laboratory is being painted.',
  'Many of you asked for more practice on {week}. There are four additional exercises now, without points and with solutions.',
  'The results for {week} look very good: more than half of you passed every test. Well done!',
  'We will spend another half hour on {week} at the beginning of the next lecture. Post the questions you would like to see answered.',
  'Groups for {week} can be changed until Wednesday. After that, please work with the group you are in.',
  'Because of the holiday the deadline for {week} is two days later than usual.',
  'In {week} some tasks are for two people. If you are looking for a partner, answer to this message.',
  'The sample solutions for {week} are online. Compare them with yours: there is rarely only one good way.',
  'The test systems are being updated tonight from 22:00. Results for {week} may take a little longer.',
  'This week is about {week}, the topic I like best in this course. Bring your laptop, we will program together.',
  'Feedback on your submissions for {week} has been written. You find it in your personal messages.',
  'For {week} there is an additional office hour on Friday at 14:00, in the room beside the library.',
  'The last quiz showed that {week} is harder than we thought. A short video on the two most difficult questions is online.',
  'With {week} another part of the course is complete. Please take five minutes for the anonymous survey.',
] as const;

/** Feedback of an assistant to a single member. */
export const memberNotes = [
  'Nice work on the last assignment! Your function names are so clear that I hardly needed the comments.',
  'Your solution passes all tests. Try to split the long function into two, it will be easier to test.',
  'You are very close: only the empty input is missing. Have another look at the first line of the loop.',
  'Thank you for your helpful answers in the forum. They made the week easier for a lot of people.',
  'I noticed that the last two assignments are missing. Is everything all right? Write to me if you need more time.',
  'Please add a short docstring to each function: what goes in, what comes out.',
  'Great progress since the first weeks! Your last attempt reads like it was written by someone with experience.',
  'Your code works, but it does the same search three times. Can you keep the result in a variable?',
  'Be careful with changing a list while you loop over it. It went well here by luck only.',
  'I liked how you tested the edge cases. Two of them were not even in our own tests.',
  'Please hand in the file under the name that the task gives. I renamed it this time.',
  'The idea is right, the last step is not: check what happens when both values are equal.',
  'Your explanation in the exercise class was excellent. Would you like to present the next one as well?',
  'Variables such as a1, a2 and tmp make your good idea hard to follow. Give them names and it will shine.',
  'The result has improved a lot between your first and your last attempt. That is exactly how it should be.',
  'Good use of a dictionary. A set would be even simpler here, because you never read the values.',
  'Your attempts are only minutes apart. Take a break, run the examples on paper, then try again.',
  'You have reached the points for this part of the course. Congratulations, and keep going!',
  'I have given you the points for this task, because the failing test was our mistake. Sorry for the confusion.',
  'Please come to my office hour this week, there is one idea about loops that I would like to show you in person.',
] as const;

/** Notes to the members of one course group. */
export const groupNotes = [
  'Our next meeting starts a quarter of an hour later, because the room is taken before.',
  "Please bring a printed copy of your last solution. We will read each other's code.",
  'Thank you for the lively session today! The sketch of the call stack is now in our folder.',
  'We meet in the laboratory on the ground floor this week. The usual room has no power.',
  'Two of you have no partner for the next task yet. Please find each other after the session.',
  'I will be away next week; another assistant takes over. The plan stays the same.',
  'For next time, please prepare one question about the lecture. Any question is a good one.',
  'We did not finish the last exercise. Try the remaining part at home and we will begin with it.',
  'This group has the best quiz result of the course so far. There will be biscuits.',
  'Please sign up for your short presentation by Friday. Every date can be taken once.',
  'The recording of our online session is in the folder and will be kept for two weeks.',
  'Who would like to swap to another group? There is a free place and somebody who would like to come to us.',
  'Next time we will do pair programming, so one laptop for two people is enough.',
  'Reminder: attendance counts for this session, because we discuss the project plans.',
  'The solutions we developed together today are online. Thanks to everybody who dared to type in front of the class.',
] as const;

/**
 * Puts titles into a message; a placeholder without a value stays as it is.
 *
 * @example fill('How long is {assignment}?', { assignment: 'Leap Years' }) // 'How long is Leap Years?'
 */
export function fill(template: string, titles: { assignment?: string; week?: string }): string {
  // a function as replacement, because a string would give `$&` in a title a meaning
  return template
    .replaceAll('{assignment}', (placeholder) => titles.assignment ?? placeholder)
    .replaceAll('{week}', (placeholder) => titles.week ?? placeholder);
}

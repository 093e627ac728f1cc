export const checklist = {
  title: 'Does it help at work?',
  lead: 'It is {{n}} days since you finished. Which of these have you really done at work?',
  legend: 'Tick what you have done',
  note: 'Leave out what you have not: there are no points. Your answer only helps to see whether the training helps, and is shown in sums of 5 people or more.',
  send: 'Send',
  thanks: 'Thank you for an honest answer!',
} as const;

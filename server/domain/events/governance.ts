import { z } from 'zod';
import { count, name, real, verbsOf, word } from './entry.ts';

const { server } = verbsOf('governance');

/** The four verbs that set the log right; an event itself is never changed. They belong to no dimension. */
export const governance = {
  /** ctx = id of the event that no longer counts */
  'event.voided': server(120, 'T', { reason: word }),
  /**
   * obj = question or exam station, ctx = the attempt whose `question.answered`, `assignment.graded` or `exam.decided`
   * it corrects, `item` = which answer of it; column score = the new score
   */
  'score.corrected': server(121, 'R', { from: real, reason: word, item: count.optional() }),
  'consent.changed': server(122, 'T', { purpose: word, given: z.boolean() }),
  /** Names the request only, never the person. */
  'erasure.executed': server(123, 'T', { request: name }),
};

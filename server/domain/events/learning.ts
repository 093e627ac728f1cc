import { z } from 'zod';
import { count, duration, name, real, verbsOf, word } from './entry.ts';

const { server, client } = verbsOf('learning');

export const DEVICES = ['unknown', 'phone', 'tablet', 'desktop', 'app'] as const;
export type Device = (typeof DEVICES)[number];

/** What a learner does to learn. `obj` of the envelope is named in front of each verb. */
export const learning = {
  /** The session's device is kept and stamped on every later event of the session. */
  'session.started': server(1, 'T', {
    device: z.enum(DEVICES),
    os: word.optional(),
    appVer: word.optional(),
    locale: word.optional(),
    tzMin: z.int().min(-1440).max(1440).optional(),
    /** join, login, resume, guest ... */
    entry: word,
  }),
  'session.ended': server(2, 'T', {
    reason: z.enum(['logout', 'timeout', 'lost']),
    activeMs: duration.optional(),
    n: count.optional(),
  }),
  /** obj = what was open; column ms = visible and focused time, at most 300,000. */
  'activity.span': client(3, 'B', { scope: word, activeMs: z.int().min(0).max(300_000), blurN: count }),
  'nav.viewed': client(4, 'B', { route: name, from: name.optional(), dwellMs: duration }),
  /** obj = programme (quest) */
  'programme.enrolled': server(5, 'B', {
    cohort: name.optional(),
    source: z.enum(['assigned', 'self', 'recommended']),
  }),
  /** obj = island */
  'island.entered': client(6, 'B', { order: count, nth: count }),
  /** obj = island; ms = from first station to last */
  'island.completed': server(7, 'R', { stars: count }),
  /** obj = lesson (card station), objVer = its version */
  'lesson.started': client(8, 'B', {}),
  /** obj = lesson, objVer, ms */
  'lesson.completed': server(9, 'R', { cardsSeen: count }),
  /** obj = card, objVer */
  'card.viewed': client(10, 'B', { side: word, dwellMs: duration }),
  /** obj = card; the learner's own judgement */
  'card.rated': client(11, 'B', { recall: z.int().min(1).max(4) }),
  /** obj = card */
  'card.bookmarked': client(12, 'B', {}),
  /** obj = media */
  'media.progressed': client(13, 'B', { fromS: real, toS: real, rate: real, done: z.boolean() }),
  /** obj = question, ctx = attempt */
  'hint.used': server(14, 'R', { level: count, cost: count }),
  /** obj = question, ctx = attempt */
  'explanation.viewed': client(15, 'B', { afterOk: z.boolean(), dwellMs: duration }),
  /** ms = whole review */
  'review.completed': server(16, 'R', { nDue: count, nDone: count }),
  /** The words searched for are not kept. */
  'search.performed': client(17, 'F', { scope: word, nResults: count, clicked: count.optional() }),
  /** obj = node (station or island) */
  'path.unlocked': server(18, 'B', { by: z.enum(['prereq', 'trainer']) }),
  /** obj = list */
  'recommendation.shown': server(19, 'B', {
    items: z.array(name).max(50),
    strategy: word,
    personalised: z.boolean(),
  }),
  /** obj = list */
  'recommendation.opened': client(20, 'B', { item: name, rank: count }),
  /** obj = what was annotated; the text is kept apart */
  'note.created': client(21, 'F', { len: count }),
};

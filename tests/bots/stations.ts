import type { AttemptView, ItemView, PanelView } from '../../server/domain/api.ts';
import type { DrillChoice } from '../../server/domain/api-practice.ts';
import type { Hand } from './hand.ts';
import { charsOf } from './mind.ts';

type Check = Extract<PanelView, { kind: 'check' }>;

/** Another choice before the commit, as the product's client tells it. */
const noteChange = (hand: Hand, view: ItemView['question'], attempt: string, rtMs: number): Promise<void> =>
  hand.note({
    verb: 'answer.changed',
    obj: view.id,
    ctx: attempt,
    data: { from: 0, to: 1, afterMs: Math.round(rtMs * 0.7) },
  });

const answerCheck = async (hand: Hand, station: string, { question }: Check): Promise<void> => {
  const { answer, rtMs } = await hand.think(question);
  const verdict = await hand.command('POST /api/cards/check', { body: { station, answer, rtMs } });
  hand.journal.checked(station, verdict);
  await hand.told(question, verdict);
};

/** A study card: every panel for as long as it takes to read, the check question, done. */
export const readCard = async (hand: Hand, station: string): Promise<void> => {
  const began = hand.now();
  const card = await hand.command('GET /api/cards/:station', { params: { station } });
  await hand.note({ verb: 'lesson.started', obj: station, data: {} });
  for (const [i, panel] of card.panels.entries()) {
    const since = hand.now();
    if (panel.kind === 'text') await hand.read(charsOf(panel.body));
    else await answerCheck(hand, station, panel);
    const dwellMs = Math.round(hand.now() - since);
    await hand.note({ verb: 'card.viewed', obj: station, data: { side: `panel-${i + 1}`, dwellMs } });
  }
  const body = { station, ms: Math.round(hand.now() - began) };
  hand.journal.finished('card', station, await hand.command('POST /api/cards/complete', { body }));
};

/** Answers one item as it is shown. */
const answerItem = async (hand: Hand, attempt: AttemptView, shown: ItemView): Promise<AttemptView> => {
  const { question, item } = shown;
  const { answer, rtMs, changes, hint } = await hand.think(question);
  if (hint && attempt.kind !== 'exam' && question.hasHint)
    await hand.command('POST /api/attempts/hint', { body: { attempt: attempt.id, item } });
  if (changes > 0) await noteChange(hand, question, attempt.id, rtMs);
  const body = { attempt: attempt.id, item, answer, rtMs, changes };
  const reply = await hand.command('POST /api/attempts/answer', { body });
  hand.journal.answered(attempt, shown, answer, reply);
  if (reply.verdict) await hand.told(question, reply.verdict, attempt.id);
  return reply.attempt;
};

/** Practice, boss, ghost, drill: one question after the other until the end. */
const playItems = async (hand: Hand, start: AttemptView): Promise<AttemptView> => {
  let attempt = start;
  while (attempt.status === 'open' && hand.goOn()) {
    const shown = attempt.items[0];
    if (!shown) throw new Error(`an open ${attempt.kind} without a question`);
    attempt = await answerItem(hand, attempt, shown);
  }
  return attempt;
};

/** An exam: everything in order, now and then a flag, a second look and another answer; then it is handed in. */
const sitExam = async (hand: Hand, attempt: AttemptView): Promise<AttemptView> => {
  for (const shown of attempt.items) {
    if (!hand.goOn()) return attempt;
    if (shown.answer !== undefined && hand.chance(0.7)) continue;
    if (hand.chance(0.08)) {
      const body = { attempt: attempt.id, item: shown.item, flagged: true };
      await hand.command('POST /api/attempts/flag', { body });
    }
    const after = await answerItem(hand, attempt, shown);
    if (hand.chance(0.06)) await answerItem(hand, after, shown);
  }
  const ended = await hand.command('POST /api/attempts/submit', { body: { attempt: attempt.id } });
  hand.journal.submitted(ended);
  return ended;
};

const play = (hand: Hand, attempt: AttemptView): Promise<AttemptView> => {
  hand.journal.started(attempt);
  return attempt.kind === 'exam' && attempt.status === 'open'
    ? sitExam(hand, attempt)
    : playItems(hand, attempt);
};

/** A practice, an exam, a boss (`station`), or one missed question (`ghost`). */
export const playAttempt = async (
  hand: Hand,
  at: { station: string } | { ghost: string },
): Promise<AttemptView> => play(hand, await hand.command('POST /api/attempts/start', { body: at }));

/** Practice beside the path. */
export const playDrill = async (hand: Hand, choice: DrillChoice): Promise<AttemptView> =>
  play(hand, await hand.command('POST /api/practice/start', { body: choice }));

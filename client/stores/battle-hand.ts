import type { Answer } from '../../server/domain/answer.ts';
import { type BattlePlay, battlePlay, type Pending } from './battle.ts';

/** What is in a player's hand and not yet with the server: an answer on its way, or one not handed in. */
export type Hand = {
  battle: string;
  person: string;
  round: number;
  nth: 1 | 2;
  draft?: Answer;
  changes: number;
  pending?: Pending;
};
const KEY = 'battle-hand';

/** A browser may refuse its storage; then a reload without a line loses the choice, and nothing else. */
const tryTo = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};
const read = (): Hand | undefined =>
  tryTo(() => JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Hand | null) ?? undefined;

/** The answer that waits for a line, of this battle: a reload has not lost it. */
export const isHandKept = (battle: string): boolean => {
  const hand = read();
  return hand?.battle === battle && hand.pending !== undefined;
};

const handOf = ({ view, draft, changes, pending }: BattlePlay): Hand | undefined => {
  const { info, me, question, receipt, phase } = view ?? {};
  if (info === undefined || me === undefined || question === undefined || receipt !== undefined)
    return undefined;
  if (phase !== 'question' && phase !== 'closed') return undefined;
  const { round, nth } = question;
  const here = pending?.round === round && pending.nth === nth;
  if (draft === undefined && !here) return undefined;
  return {
    ...{ battle: info.id, person: me.id, round, nth, changes },
    ...(draft === undefined ? {} : { draft }),
    ...(here ? { pending } : {}),
  };
};

/** Puts the kept answer back into an empty hand, if it is to the very question that is open. */
const restore = (now: BattlePlay): void => {
  const { view, draft, pending } = now;
  const hand = read();
  if (hand === undefined || view?.question === undefined || draft !== undefined || pending !== undefined)
    return;
  const { round, nth } = view.question;
  const same = hand.battle === view.info.id && hand.person === view.me?.id;
  if (!same || hand.round !== round || hand.nth !== nth) return;
  if (view.receipt !== undefined || (view.phase !== 'question' && view.phase !== 'closed')) return;
  battlePlay.setState({ draft: hand.draft, changes: hand.changes, pending: hand.pending });
};

/** Keeps the hand over a reload of the tab. A page that has just been loaded knows no battle yet and drops nothing. */
const keep = (now: BattlePlay, before: BattlePlay): void => {
  if (now.view === undefined) return;
  if (before.view === undefined) restore(now);
  const hand = handOf(battlePlay.getState());
  tryTo(() =>
    hand === undefined ? sessionStorage.removeItem(KEY) : sessionStorage.setItem(KEY, JSON.stringify(hand)),
  );
};

/** Begins to keep; gives how to stop. */
export const keepHand = (): (() => void) => battlePlay.subscribe(keep);

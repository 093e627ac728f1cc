import type { Answer, QuestionView, Verdict } from '../../server/domain/answer.ts';
import type { ClientEvent } from '../../server/domain/api.ts';
import type { Journal } from './journal.ts';
import type { Line } from './line.ts';

/** A fact for the client's outbox. */
export type Fact = Pick<ClientEvent, 'verb' | 'obj' | 'ctx' | 'data'>;
/** What somebody is about to say to a question; `rtMs` have passed since it was shown. */
export type Reply = { answer: Answer; rtMs: number; changes: number; hint: boolean };

/** One who plays: how a learner behaves at any station. stations.ts and people-stations.ts say what is done there. */
export type Hand = {
  journal: Journal;
  /** A command, repeated until the server has answered. Throws `Refused`. */
  command: Line['call'];
  now: () => number;
  wait: (ms: number) => Promise<void>;
  chance: (p: number) => boolean;
  /** 0 <= x < 1 */
  random: () => number;
  /** Looks at a question and makes up the mind; time passes. */
  think: (view: QuestionView) => Promise<Reply>;
  /** Looks at a text of so many characters; gives how long, in ms. */
  read: (chars: number) => Promise<number>;
  /** Takes in a verdict that is shown; `within` = the attempt. */
  told: (view: QuestionView, verdict: Verdict, within?: string) => Promise<void>;
  note: (fact: Fact) => Promise<void>;
  /** False = the player has to leave in the middle. */
  goOn: () => boolean;
  /** How well this person writes and talks to people, 0 to 1. */
  tact: number;
};

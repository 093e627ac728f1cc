import type { Agent } from 'node:http';
import type { Me, QuestView } from '../../server/domain/api.ts';
import { dice } from '../../server/domain/random.ts';
import { Refused } from '../helpers/server.ts';
import { knownAnswer } from './answers.ts';
import type { Book } from './book.ts';
import { arrive, farewell, turn } from './day.ts';
import type { Hand } from './hand.ts';
import { type Journal, newJournal } from './journal.ts';
import { type Company, newMemory } from './kin.ts';
import { type Line, lineTo } from './line.ts';
import { charsOf, type Mind, newMind } from './mind.ts';
import { newOutbox, type Outbox } from './outbox.ts';
import { type Device, type Rhythm, type Sitting, USER_AGENTS } from './rhythm.ts';
import { type Seat, takeSeat } from './seat.ts';
import type { OwnTime } from './timeline.ts';

export type LifeOptions = {
  url: string;
  code: string;
  agent: Agent;
  count: Line['count'];
  name: string;
  /** Absent = a guest, who stays with one device. */
  account?: { login: string; password: string };
  seed: number;
  rhythm: Rhythm;
  /** Sits in the live lobby while playing. */
  live: boolean;
  /** How often one practises beside the path; 1 = as people do. */
  zeal?: number;
  /** What one knows more than others from the start, in logits. */
  headStart?: number;
  /** Answers a day, instead of sittings by the clock. */
  quota?: number;
  /** Where coins that move among colleagues are written down. */
  book: Book;
  /** Share of the sittings in which one looks after colleagues and coins; absent = all. */
  sociable?: number;
};

/** One sitting at one device: everything day.ts needs. */
export type Visit = {
  hand: Hand;
  mind: Mind;
  outbox: Outbox;
  seat: Seat | undefined;
  me: Me;
  sitting: Sitting;
  quota: boolean;
  /** How often one practises beside the path; 1 = as people do. */
  zeal: number;
  /** Before what is not sent by the line: lets the clock come as far as this life. */
  meet: (forWhat: string) => Promise<void>;
  /** Answers given in all. */
  answers: () => number;
  quest: () => Promise<QuestView>;
  /** False when the sitting is over. */
  goOn: () => boolean;
  company: Company;
  /** Does something that takes nothing of the time for learning. */
  aside: (work: () => Promise<void>) => Promise<void>;
};

export type Life = {
  name: string;
  rhythm: Rhythm;
  journal: Journal;
  mind: Mind;
  /** Questions asked of colleagues. */
  asks: () => readonly string[];
  me: () => Me | undefined;
  line: () => Line;
  live: (time: OwnTime) => Promise<void>;
};

/** Characters that one takes in of a verdict that was right. */
const PLAIN_VERDICT = 12;

const handOf = (o: {
  line: Line;
  journal: Journal;
  mind: Mind;
  outbox: Outbox;
  time: OwnTime;
  random: () => number;
}): Hand => {
  const { line, journal, mind, outbox, time, random } = o;
  const read = async (chars: number): Promise<number> => {
    const ms = mind.readMs(chars);
    await time.wait(ms);
    return ms;
  };
  return {
    journal,
    command: line.call,
    now: time.now,
    wait: time.wait,
    random,
    chance: (p) => random() < p,
    read,
    note: outbox.note,
    goOn: () => true,
    tact: 1 / (1 + Math.exp(-mind.level)),
    think: async (view) => {
      const { right, rtMs, changes, hint } = mind.think(view, time.now());
      await time.wait(rtMs);
      return { answer: knownAnswer(view, right, random), rtMs, changes, hint };
    },
    told: async (view, verdict, within) => {
      const chars = verdict.ok || !verdict.explanation ? PLAIN_VERDICT : charsOf(verdict.explanation);
      const patient = mind.mood() !== 'rushing' || random() < 0.4;
      const dwellMs = await read(verdict.ok || patient ? Math.min(160, chars) : 4);
      mind.learn(view, verdict.ok, !verdict.ok && patient, time.now());
      const ctx = within === undefined ? {} : { ctx: within };
      await outbox.note({
        verb: 'explanation.viewed',
        obj: view.id,
        ...ctx,
        data: { afterOk: verdict.ok, dwellMs },
      });
    },
  };
};

/** After so many refusals in one sitting one closes the page. */
const MOST_REFUSALS = 4;
/** A refusal is shown, counted by the line, and one goes on with something else. */
const patiently = async <T>(visit: Visit, act: (visit: Visit) => Promise<T>): Promise<T | 'refused'> => {
  try {
    return await act(visit);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await visit.hand.wait(5_000);
    return 'refused';
  }
};

/** A learner from joining to the last sitting: one account, one or more devices, a mind that learns and forgets. */
export const newLife = (o: LifeOptions): Life => {
  const random = dice(o.seed);
  const mind = newMind(o.seed ^ 0x2f0d, o.headStart ?? 0);
  let today = 0;
  const journal = newJournal(() => today);
  const company: Company = {
    book: o.book,
    memory: newMemory(),
    random: dice(o.seed ^ 0x50c1a1),
    sociable: o.sociable ?? 1,
  };
  const lines = new Map<Device, Line>();
  let me: Me | undefined;
  let last: Line | undefined;

  const signIn = async (device: Device, time: OwnTime): Promise<Line> => {
    const known = lines.get(device);
    if (known) {
      me = await known.call('GET /api/me', {});
      return known;
    }
    const line = lineTo(o.url, time, { agent: o.agent, device: USER_AGENTS[device], count: o.count });
    const { code, name, account } = o;
    if (me) me = await line.call('POST /api/login', { body: { code, ...account } });
    else {
      await line.call('GET /api/join/:code', { params: { code } });
      me = await line.call('POST /api/join', { body: { code, name, lang: 'zh', ...account } });
    }
    lines.set(device, line);
    return line;
  };

  const sit = async (
    time: OwnTime,
    sitting: Sitting,
    answersToday: () => number,
    goal: number,
  ): Promise<void> => {
    const [only] = lines.keys();
    const line = await signIn(o.account ? sitting.device : (only ?? sitting.device), time);
    last = line;
    if (!me) throw new Error('signed in as nobody');
    mind.feel();
    today = sitting.day;
    const outbox = newOutbox({ line, journal, now: time.now, random });
    const who = { org: me.org.id, person: me.person.id };
    const seat = o.live ? await takeSeat({ url: o.url, line, me: who, meet: time.meet }) : undefined;
    let end = sitting.at + sitting.ms;
    const aside = async (work: () => Promise<void>): Promise<void> => {
      const from = time.now();
      await work();
      end += time.now() - from;
    };
    const goOn = o.quota === undefined ? () => time.now() < end : () => answersToday() < goal;
    const hand = handOf({ line, journal, mind, outbox, time, random });
    const answers = (): number => journal.answers.size + journal.checks();
    const quest = (): Promise<QuestView> => line.call('GET /api/quest', {});
    const visit: Visit = {
      hand,
      mind,
      outbox,
      seat,
      me,
      sitting,
      quota: o.quota !== undefined,
      zeal: o.zeal ?? 1,
      answers,
      quest,
      goOn,
      company,
      aside,
      meet: time.meet,
    };
    await patiently(visit, arrive);
    for (let refusals = 0; goOn() && refusals < MOST_REFUSALS; ) {
      const went = await patiently(visit, turn);
      if (went === false) break;
      if (went === 'refused') refusals += 1;
    }
    await patiently(visit, farewell);
    await time.meet('lobby leave');
    await seat?.leave();
  };

  const live = async (time: OwnTime): Promise<void> => {
    const { sittings, course, from } = o.rhythm;
    if (course === 'absent') {
      await time.until(from);
      last = await signIn('desktop', time);
    }
    for (const sitting of sittings) {
      await time.until(sitting.at);
      const sameDay = sittings.filter((s) => s.day === sitting.day);
      const nth = sameDay.indexOf(sitting) + 1;
      const before = o.quota === undefined ? 0 : o.quota * sitting.day;
      const answered = (): number => journal.answers.size + journal.checks() - before;
      await sit(time, sitting, answered, Math.ceil(((o.quota ?? 0) * nth) / sameDay.length));
    }
  };
  const line = (): Line => {
    if (!last) throw new Error(`${o.name} never came`);
    return last;
  };
  const asks = (): readonly string[] => company.memory.asks;
  return { name: o.name, rhythm: o.rhythm, journal, mind, asks, me: () => me, line, live };
};

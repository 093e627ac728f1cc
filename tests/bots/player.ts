import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Me, QuestView } from '../../server/domain/api.ts';
import { dice } from '../../server/domain/random.ts';
import { playDay as dayAt } from '../../server/domain/time.ts';
import { Refused } from '../helpers/server.ts';
import { rightAnswer, wrongAnswer } from './answers.ts';
import type { Fact, Hand } from './hand.ts';
import { type Journal, newJournal } from './journal.ts';
import { type Line, lineTo, type Pace } from './line.ts';
import { lookAtWork } from './people-stations.ts';
import { playAttempt } from './stations.ts';
import { doableStations, visit } from './visit.ts';

/** The test company's. */
const ZONE = 'Asia/Shanghai';

export type Habits = {
  name: string;
  code: string;
  /** Probability of a right answer. */
  skill: number;
  seed: number;
  /** Probability that a command is sent a second time, and that nonsense is sent before an answer. */
  repeats?: number;
  nonsense?: number;
  thinkMs?: [number, number];
  /** Play goes on only while this is true. */
  goOn?: () => boolean;
};

export type Player = {
  me: () => Me;
  journal: Journal;
  line: Line;
  hand: Hand;
  /** Looks at the works handed in whose marks are not known yet. */
  lookAtWorks: () => Promise<void>;
  join: () => Promise<void>;
  /** Does what the quest offers next; false = nothing is left to do today within `islands`. */
  step: (islands: number) => Promise<boolean>;
  /** Steps until nothing is left to do today. */
  playDay: (islands: number) => Promise<void>;
};

/** A bot that plays the quest over HTTP as the product's client does, and keeps a journal of what it was told. */
export const playerAt = (url: string, pace: Pace, habits: Habits): Player => {
  const random = dice(habits.seed);
  const line = lineTo(url, pace);
  const journal = newJournal(() => dayAt(pace.now(), ZONE));
  const { thinkMs = [300, 1500], goOn = () => true } = habits;
  let me: Me | undefined;
  let counter = 0;

  const chance = (p: number): boolean => random() < p;
  const think = async (): Promise<number> => {
    const ms = Math.round(thinkMs[0] + random() * (thinkMs[1] - thinkMs[0]));
    await pace.wait(ms);
    return ms;
  };

  /** A command; now and then it is sent twice, and the second reply must be the first one. */
  const command: Line['call'] = async (key, input) => {
    const commandId = randomUUID();
    const reply = await line.call(key, { ...input, commandId });
    if (chance(habits.repeats ?? 0)) {
      const again = await line.call(key, { ...input, commandId });
      journal.repeated(key, reply, again);
    }
    return reply;
  };

  const NONSENSE: [Parameters<Line['call']>[0], unknown][] = [
    ['POST /api/attempts/start', { station: 'nowhere-1' }],
    ['POST /api/attempts/start', { station: 'sail-1' }],
    ['POST /api/attempts/start', { ghost: 'nobody' }],
    ['POST /api/attempts/submit', { attempt: 'none' }],
    ['POST /api/attempts/answer', { attempt: 'none', item: 0, answer: 0, rtMs: 1 }],
    ['POST /api/attempts/answer', { attempt: 'none', item: -1, answer: {}, rtMs: 'fast' }],
    ['POST /api/cards/complete', { station: 'sail-2', ms: 5 }],
    ['POST /api/finds/pick', { island: 'sail', spot: 'coin-9' }],
    ['POST /api/events', { sentAt: 'now', events: 3 }],
  ];
  /** Sends something that a rule must refuse, with a code, and that must change nothing. */
  const talkNonsense = async (): Promise<void> => {
    if (!chance(habits.nonsense ?? 0)) return;
    const [key, body] = NONSENSE[Math.floor(random() * NONSENSE.length)] ?? NONSENSE[0] ?? [];
    if (!key) return;
    try {
      await line.call(key, { body });
      journal.accepted(key, body);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      journal.refused(error.code);
    }
  };

  const note = async (fact: Fact): Promise<void> => {
    const at = Math.round(pace.now());
    const events = [{ ...fact, id: uuidv7(), at, n: counter++ }];
    journal.told(await command('POST /api/events', { body: { sentAt: at, events } }));
  };

  const hand: Hand = {
    journal,
    command,
    now: pace.now,
    wait: async () => void (await think()),
    chance,
    random,
    goOn,
    note,
    tact: habits.skill,
    think: async (view) => {
      await talkNonsense();
      const rtMs = await think();
      const answer = chance(habits.skill) ? rightAnswer(view) : wrongAnswer(view);
      return { answer, rtMs, changes: chance(0.2) ? 1 : 0, hint: chance(0.2) };
    },
    read: think,
    told: async (view, verdict, within) => {
      if (verdict.ok || !chance(0.3)) return;
      const ctx = within === undefined ? {} : { ctx: within };
      await note({
        verb: 'explanation.viewed',
        obj: view.id,
        ...ctx,
        data: { afterOk: false, dwellMs: 900 },
      });
    },
  };

  const join = async (): Promise<void> => {
    const body = { code: habits.code, name: habits.name, lang: 'zh' };
    me = await line.call('POST /api/join', { body, commandId: randomUUID() });
  };

  const collect = async (quest: QuestView): Promise<void> => {
    const today = await command('POST /api/checkin', { body: {} });
    journal.checkedIn(today);
    const island = quest.islands.findLast((i) => i.state !== 'locked');
    const spot = [0, 1, 2, 3, 4].map((n) => `coin-${n}`).find((s) => !island?.picked.includes(s));
    if (!island || !spot) return;
    await note({ verb: 'island.entered', obj: island.id, data: { order: island.order, nth: 1 } });
    const found = await command('POST /api/finds/pick', { body: { island: island.id, spot } });
    journal.found(`${island.id} ${spot}`, found);
  };

  /** What became of the works handed in before. */
  const lookAtWorks = async (): Promise<void> => {
    for (const [station, state] of journal.works) if (state === 'open') await lookAtWork(hand, station);
  };

  const step = async (islands: number): Promise<boolean> => {
    const quest = await line.call('GET /api/quest', {});
    await collect(quest);
    await lookAtWorks();
    const peer = quest.peers[Math.floor(random() * quest.peers.length)];
    if (peer && chance(0.2)) await note({ verb: 'profile.viewed', data: { of: peer.id } });
    const ghost = quest.islands.flatMap((i) => i.ghosts).find((g) => g.awake);
    if (ghost && chance(0.5)) {
      await playAttempt(hand, { ghost: ghost.id });
      return true;
    }
    // An exam of the last failed attempt today leaves the rest of the island locked: then the day is over.
    const station = doableStations(quest, islands)[0];
    if (!station) return false;
    await visit(hand, station);
    if (chance(0.1)) {
      const done = quest.islands
        .flatMap((i) => i.stations)
        .filter((s) => s.state === 'done' && s.kind === 'practice');
      const again = done[Math.floor(random() * done.length)];
      if (again) await playAttempt(hand, { station: again.id });
    }
    return true;
  };

  const playDay = async (islands: number): Promise<void> => {
    // A boss that is not beaten stays open: three fights a day are enough for a bot.
    let fights = 0;
    while (goOn()) {
      const before = journal.fights;
      if (!(await step(islands))) return;
      fights += journal.fights - before;
      if (fights >= 4) return;
    }
  };

  const who = (): Me => {
    if (!me) throw new Error('not joined yet');
    return me;
  };
  return { me: who, journal, line, hand, join, step, lookAtWorks, playDay };
};

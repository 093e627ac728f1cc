import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { QuestionView } from '../../server/domain/answer.ts';
import type { AttemptView, ClientEvent, Me, QuestView, StationView } from '../../server/domain/api.ts';
import { dice } from '../../server/domain/random.ts';
import { Refused } from '../helpers/server.ts';
import { rightAnswer, wrongAnswer } from './answers.ts';
import { type Journal, newJournal } from './journal.ts';
import { type Line, lineTo, type Pace } from './line.ts';

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
  const journal = newJournal();
  const { thinkMs = [300, 1500], goOn = () => true } = habits;
  let me: Me | undefined;
  let counter = 0;

  const chance = (p: number): boolean => random() < p;
  const think = async (): Promise<number> => {
    const ms = Math.round(thinkMs[0] + random() * (thinkMs[1] - thinkMs[0]));
    await pace.wait(ms);
    return ms;
  };
  const answerTo = (view: QuestionView) => (chance(habits.skill) ? rightAnswer(view) : wrongAnswer(view));

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

  const tell = async (...facts: Pick<ClientEvent, 'verb' | 'obj' | 'ctx' | 'data'>[]): Promise<void> => {
    const at = Math.round(pace.now());
    const events = facts.map((f) => ({ ...f, id: uuidv7(), at, n: counter++ }));
    const receipt = await command('POST /api/events', { body: { sentAt: at, events } });
    journal.told(receipt);
  };

  const join = async (): Promise<void> => {
    const body = { code: habits.code, name: habits.name, lang: 'zh' };
    me = await line.call('POST /api/join', { body, commandId: randomUUID() });
  };

  const answerItem = async (attempt: AttemptView, at: number): Promise<AttemptView> => {
    const shown = attempt.items.find((i) => i.item === at);
    if (!shown) throw new Error(`item ${at} of ${attempt.kind} is not shown`);
    await talkNonsense();
    const rtMs = await think();
    const answer = answerTo(shown.question);
    const body = { attempt: attempt.id, item: at, answer, rtMs, changes: chance(0.2) ? 1 : 0 };
    const reply = await command('POST /api/attempts/answer', { body });
    journal.answered(attempt, shown, answer, reply);
    if (reply.verdict && !reply.verdict.ok && chance(0.3)) {
      const seen = { obj: shown.question.id, ctx: attempt.id, data: { afterOk: false, dwellMs: 900 } };
      await tell({ verb: 'explanation.viewed', ...seen });
    }
    return reply.attempt;
  };

  const playItems = async (start: AttemptView): Promise<AttemptView> => {
    let attempt = start;
    while (attempt.status === 'open' && goOn()) {
      const next = attempt.items[0];
      if (!next) throw new Error(`an open ${attempt.kind} without a question`);
      if (next.question.hasHint && chance(0.2))
        await command('POST /api/attempts/hint', { body: { attempt: attempt.id, item: next.item } });
      attempt = await answerItem(attempt, next.item);
    }
    return attempt;
  };

  const playExam = async (start: AttemptView): Promise<AttemptView> => {
    const attempt = start;
    for (const shown of start.items) {
      if (!goOn()) return attempt;
      if (shown.answer !== undefined && chance(0.7)) continue;
      if (chance(0.1)) {
        const body = { attempt: attempt.id, item: shown.item, flagged: true };
        await command('POST /api/attempts/flag', { body });
      }
      const after = await answerItem(attempt, shown.item);
      if (chance(0.1)) await answerItem(after, shown.item);
    }
    const ended = await command('POST /api/attempts/submit', { body: { attempt: attempt.id } });
    journal.submitted(ended);
    return ended;
  };

  const playAttempt = async (body: { station: string } | { ghost: string }): Promise<AttemptView> => {
    const attempt = await command('POST /api/attempts/start', { body });
    journal.started(attempt);
    return attempt.kind === 'exam' ? playExam(attempt) : playItems(attempt);
  };

  const readCard = async (station: string): Promise<void> => {
    const card = await line.call('GET /api/cards/:station', { params: { station } });
    await tell({ verb: 'lesson.started', obj: station, data: {} });
    const check = card.panels.find((p) => p.kind === 'check');
    if (check?.kind !== 'check') throw new Error(`${station} has no check question`);
    const rtMs = await think();
    await tell({ verb: 'card.viewed', obj: station, data: { side: 'check', dwellMs: rtMs } });
    const answer = answerTo(check.question);
    const verdict = await command('POST /api/cards/check', { body: { station, answer, rtMs } });
    journal.checked(station, verdict);
    const outcome = await command('POST /api/cards/complete', { body: { station, ms: 20_000 } });
    journal.finished('card', station, outcome);
  };

  const collect = async (quest: QuestView): Promise<void> => {
    const today = await command('POST /api/checkin', { body: {} });
    journal.checkedIn(today);
    const island = quest.islands.findLast((i) => i.state !== 'locked');
    const spot = [0, 1, 2, 3, 4].map((n) => `coin-${n}`).find((s) => !island?.picked.includes(s));
    if (!island || !spot) return;
    await tell({ verb: 'island.entered', obj: island.id, data: { order: island.order, nth: 1 } });
    const found = await command('POST /api/finds/pick', { body: { island: island.id, spot } });
    journal.found(`${island.id} ${spot}`, found);
  };

  const openStations = (quest: QuestView, islands: number): StationView[] =>
    quest.islands
      .slice(0, islands)
      .filter((i) => i.state !== 'locked')
      .flatMap((i) => i.stations)
      .filter(
        (s) => s.state === 'current' && (s.kind !== 'exam' || (s.attemptsLeft ?? 0) > 0 || s.openAttempt),
      );

  const step = async (islands: number): Promise<boolean> => {
    const quest = await line.call('GET /api/quest', {});
    await collect(quest);
    const peer = quest.peers[Math.floor(random() * quest.peers.length)];
    if (peer && chance(0.2)) await tell({ verb: 'profile.viewed', data: { of: peer.id } });
    const ghost = quest.islands.flatMap((i) => i.ghosts).find((g) => g.awake);
    if (ghost && chance(0.5)) {
      await playAttempt({ ghost: ghost.id });
      return true;
    }
    // An exam of the last failed attempt today leaves the rest of the island locked: then the day is over.
    const station = openStations(quest, islands)[0];
    if (!station) return false;
    if (station.kind === 'card') await readCard(station.id);
    else await playAttempt({ station: station.id });
    if (chance(0.1)) {
      const done = quest.islands
        .flatMap((i) => i.stations)
        .filter((s) => s.state === 'done' && s.kind === 'practice');
      const again = done[Math.floor(random() * done.length)];
      if (again) await playAttempt({ station: again.id });
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
  return { me: who, journal, line, join, step, playDay };
};

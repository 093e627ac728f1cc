import type { Logger } from 'pino';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { BattleFace, BattleInfo, BattleStatus } from '../domain/api-battle.ts';
import type { BattleInput } from '../domain/battle-shape.ts';
import type { Battle } from '../domain/battle-state.ts';
import { isHall } from '../domain/battle-view.ts';
import { RuleError } from '../domain/errors.ts';
import { type BattleRow, battleInfo, facesOf, loadBook, questionsFor } from '../store/battle.ts';
import { battleById, seatFacts } from '../store/battle-journal.ts';
import { boatOf } from '../store/tournament.ts';
import { createBots } from './battle-bots.ts';
import { createCheers } from './battle-cheer.ts';
import { authOf, type BattleClient, createCrowd } from './battle-crowd.ts';
import type { Pens } from './battle-pens.ts';
import { createPulse } from './battle-pulse.ts';
import { createRtt } from './battle-rtt.ts';
import { createTruth } from './battle-truth.ts';
import { type Broadcast, createVoice } from './battle-voice.ts';

export type LiveOptions = {
  ctx: Ctx;
  row: BattleRow;
  battle: Battle;
  log: Logger;
  pens: Pens;
  broadcast: Broadcast;
  /** The battle has moved on and is stored: the room may have to stay or may go. */
  onMoved: () => void;
  /** It was called off in the hall while people waited here: they have been told. */
  onCancelled: () => void;
};

/** A battle with all that a room needs around it. `act` decides at once and resolves when it is stored and told. */
export const createLive = async (options: LiveOptions) => {
  const { ctx, row, battle: first, log, pens, broadcast, onMoved, onCancelled } = options;
  const crowd = createCrowd();
  const rtt = createRtt(ctx.now);
  const base = await battleInfo(ctx.db.read, { person: '' }, row);
  const faces = new Map<string, BattleFace>();
  let rematch: string | undefined;
  let isOver = false;
  let isStarting = false;
  let isDirty = true;

  const { append } = pens;
  const truth = createTruth({ ctx, row, battle: first, log, append, onRebuilt: () => onRebuilt() });
  const read = (): Battle => truth.battle;
  const statusNow = (): BattleStatus => {
    const { phase, calledOff } = read();
    if (phase === 'lobby') return row.status;
    if (phase !== 'done') return 'running';
    return calledOff ? 'void' : 'done';
  };
  const infoFor = (client: BattleClient): BattleInfo => {
    const { runs, prepares } = authOf(client);
    const { seats } = read();
    return { ...base, status: statusNow(), mine: runs || prepares, seats: seats.size };
  };
  const voice = createVoice({
    battle: read,
    crowd,
    broadcast,
    around: (client) => ({ info: infoFor(client), faces, online: crowd.online, now: ctx.now() }),
    now: ctx.now,
    rematch: () => rematch,
  });
  const pulse = createPulse({ battle: read, crowd, broadcast, seatsFor: voice.seatsFor });
  const books = pens.books({ ctx, row, battle: read, log });
  const bots = createBots(ctx, row, truth);
  const cheers = createCheers({ ctx, log, battle: read, crowd });

  const touch = (): void => {
    isDirty = true;
  };
  /** What follows when an input is stored. */
  const after = (): void => {
    voice.sync();
    books.rounds();
    if (read().phase === 'done' && !isOver) {
      isOver = true;
      books.ended();
      if (read().calledOff) broadcast('gone', { reason: 'called_off' }, []);
    }
    onMoved();
  };
  /** The steps of a hall are no news of a thousand seats. */
  const movesSeats = ({ kind }: BattleInput): boolean =>
    !isHall(read()) || kind === 'seat' || kind === 'unseat' || kind === 'team' || kind === 'ready';
  function onRebuilt(): void {
    touch();
    voice.viewAll();
    onMoved();
  }
  const act = async (input: BattleInput): Promise<void> => {
    const { stored } = truth.put(input);
    touch();
    if (movesSeats(input)) pulse.noteSeats();
    await stored;
    after();
  };

  const meet = async (people: readonly string[]): Promise<void> => {
    const unknown = people.filter((p) => !faces.has(p));
    for (const [id, face] of await facesOf(ctx.db.read, unknown)) faces.set(id, face);
  };
  const meetBots = async (): Promise<void> => {
    for (const face of await bots.faces()) faces.set(face.id, face);
  };
  /** Gives a player the seat, or the old one back. Throws `battle.*`. */
  const sit = async (by: Signed): Promise<void> => {
    const { person } = by;
    const [facts] = await Promise.all([seatFacts(ctx.db.read, person), meet([person])]);
    const { seats, banned } = read();
    if (banned.has(person)) throw new RuleError('battle.kicked');
    const seat = seats.get(person);
    if (seat && !seat.gone) return;
    const team = await boatOf(ctx.db.read, row, person);
    if (row.tournament !== null && !team) throw new RuleError('battle.not_invited');
    await act({ kind: 'seat', at: ctx.now(), person, ...facts, ...(team ? { team } : {}) });
    if (row.mode !== 'duel' || read().phase !== 'lobby') return;
    bots.fill();
    await meetBots();
    pulse.noteSeats();
  };
  /** Whether it was called off in the hall meanwhile. */
  const check = async (): Promise<boolean> => {
    const now = await battleById(ctx.db.read, row.id);
    if (now?.status !== 'void' || read().phase !== 'lobby') return false;
    broadcast('gone', { reason: 'called_off' }, []);
    onCancelled();
    return true;
  };
  const draw = async (by: Signed) => {
    const people = [...read().seats.values()].filter((s) => !s.bot).map((s) => s.person);
    const maker = { ...by, person: row.createdBy ?? by.person };
    const { source, mode, run, rules, seed } = row;
    const items = await questionsFor(ctx.db.read, maker, {
      ...{ source, mode, run, seed, rounds: rules.rounds },
      ...(people.length > 0 ? { people } : {}),
    });
    return { items, book: await loadBook(ctx.db.read, items) };
  };
  /** Draws the questions and begins. Throws `battle.too_few`, `battle.started`, `battle.no_questions`. */
  const start = async (by: Signed): Promise<void> => {
    if (isStarting || read().phase !== 'lobby') throw new RuleError('battle.started');
    isStarting = true;
    try {
      bots.fill();
      await meetBots();
      const { items, book } = await draw(by);
      if (await check()) throw new RuleError('battle.over');
      for (const [key, known] of book) read().book.set(key, known);
      await act({ kind: 'start', at: ctx.now(), items });
      books.begun(by);
    } finally {
      isStarting = false;
    }
  };
  const resume = async (): Promise<void> => {
    await bots.load();
    await meet([...read().seats.keys()]);
    await meetBots();
    const { phase } = read();
    if (phase === 'lobby') return;
    if (phase !== 'done') await act({ kind: 'back', at: ctx.now() });
    else if (row.status !== 'done' && row.status !== 'void') after();
  };

  return {
    ...{ row, log, truth, crowd, rtt, voice, pulse, books, bots, cheers },
    ...{ touch, act, sit, start, resume, check },
    get battle(): Battle {
      return truth.battle;
    },
    /** True once after each change. */
    takeDirty: (): boolean => {
      const was = isDirty;
      isDirty = false;
      return was;
    },
    setRematch: (id: string): void => {
      rematch = id;
    },
    /** Resolves when what came of the battle so far is booked. */
    written: () => books.written(),
    /** Takes nothing more; resolves when all that was decided is written. */
    close: async (): Promise<void> => {
      await truth.close();
      await Promise.all([books.close(), cheers.close()]);
    },
  };
};
export type Live = Awaited<ReturnType<typeof createLive>>;

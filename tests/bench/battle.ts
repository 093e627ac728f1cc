import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { LEAD_MS } from '../../server/domain/battle-shape.ts';
import type { Spent } from './battle-child.ts';
import { ourHost, ourPlayer, type Player, plainColyseusPlayer, plainWsPlayer } from './battle-players.ts';
import { quantile, type Result, round } from './table.ts';

/** Sizes of a room; `SIZES=50,200` is a short look. */
const SIZES = (process.env.SIZES ?? '50,200,500,1000').split(',').map(Number);
/** Questions of the smallest and the greatest room, ten as in a game, after one to warm up; between them three are enough. */
const ROUNDS = Number(process.env.ROUNDS ?? 10);
const roundsOf = (players: number): number =>
  players === Math.min(...SIZES) || players === Math.max(...SIZES) ? ROUNDS : Math.min(3, ROUNDS);
/** At the greatest size the servers that are compared take turns so often; medians count. */
const REPEATS = Number(process.env.REPEATS ?? 2);
/** `alone` = our engine and room, which write nothing. */
type Kind = 'ws' | 'colyseus' | 'alone' | 'ours';
/** `KINDS=ours` measures one server alone. */
const KINDS = (process.env.KINDS ?? 'ws,colyseus,alone,ours').split(',') as Kind[];
/** Everybody answers within this time: 500 in 2 s, as the goal for acknowledgements has it. */
const windowOf = (players: number): number => (players === 500 ? 2_000 : 3_000);

/** As long as what our show says of such a question: in both languages, with media, times and an explanation. */
const EXCHANGE = {
  question: { stem: '问'.repeat(130), options: ['甲', '乙', '丙', '丁'].map((o) => o.repeat(40)), n: 1 },
  result: {
    ok: true,
    points: 96,
    total: 480,
    rank: 12,
    key: 2,
    counts: [3, 5, 30, 2],
    why: '因'.repeat(300),
  },
  receipt: {
    battle: 'b'.repeat(36),
    at: 1_795_000_000_000,
    elapsedMs: 1234,
    rttMs: 12,
    creditMs: 12,
    late: false,
  },
};

type Ready = { port: number; battle: string; tokens: string[]; host: string };
/** `PROFILE=FOLDER` leaves a CPU profile of every server there. */
const { PROFILE } = process.env;
/** Pings of a thousand lines are no work of the battle; under a profile everything costs more. */
const IDLE_MS = PROFILE === undefined ? 12 : 60;
const isOurs = (kind: Kind): boolean => kind === 'ours' || kind === 'alone';
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const startChild = async (kind: Kind, players: number) => {
  const file = isOurs(kind) ? 'battle-ours.ts' : 'battle-plain.ts';
  const args = isOurs(kind)
    ? [`${players}`, `${roundsOf(players) + 1}`, kind]
    : [kind, JSON.stringify(EXCHANGE)];
  const child: ChildProcess = fork(join(import.meta.dirname, file), args, {
    env: { ...process.env, LOG_LEVEL: 'silent', COLYSEUS_SEAT_RESERVATION_TIME: '60' },
    ...(PROFILE === undefined ? {} : { execArgv: ['--cpu-prof', `--cpu-prof-dir=${PROFILE}`] }),
  });
  const waiting = new Map<number, (spent: Spent) => void>();
  let asked = 0;
  const ready = await new Promise<Ready>((done, fail) => {
    child.on('message', (said: { ready?: Ready; id?: number; spent?: Spent }) => {
      if (said.ready) done(said.ready);
      if (said.id !== undefined && said.spent) waiting.get(said.id)?.(said.spent);
    });
    child.once('exit', (code) => fail(new Error(`the server of ${kind} ended with ${code}`)));
  });
  const tell = (what: 'ask' | 'reveal' | 'spent' | 'end'): Promise<Spent> =>
    new Promise((done) => {
      const id = asked++;
      waiting.set(id, done);
      child.send({ id, do: what });
    });
  const end = (): void => {
    child.removeAllListeners('exit');
    child.kill(PROFILE === undefined ? 'SIGKILL' : 'SIGINT');
  };
  return { ready, tell, end };
};
type Child = Awaited<ReturnType<typeof startChild>>;

/** All come in one wave; the times until each is in. */
const joinAll = async (
  kind: Kind,
  { ready }: Child,
  players: number,
): Promise<{ in: Player[]; ms: number[] }> => {
  const ms: number[] = [];
  const knock = (n: number): Promise<Player> => {
    if (kind === 'ws') return plainWsPlayer(ready.port);
    return kind === 'colyseus' ? plainColyseusPlayer(ready.port) : ourPlayer(ready, ready.tokens[n] ?? '');
  };
  const enter = async (n: number, tries = 3): Promise<Player> => {
    const at = performance.now();
    // On a machine under load a door does not open at once: knocking again is part of the time.
    const player = await knock(n).catch((fault: unknown) => {
      if (tries > 1) return enter(n, tries - 1);
      throw fault;
    });
    if (tries === 3) ms.push(performance.now() - at);
    return player;
  };
  return { in: await Promise.all(Array.from({ length: players }, (_, n) => enter(n))), ms };
};

/** Everything the server still does after the last reveal (books, roll-ups) counts: waits until it is idle. */
const settled = async (child: Child): Promise<Spent> => {
  for (let before = await child.tell('spent'); ; ) {
    await pause(400);
    const now = await child.tell('spent');
    if (now.cpuMs - before.cpuMs < IDLE_MS) return now;
    before = now;
  }
};

type Measure = {
  kind: Kind;
  players: number;
  cpu: number;
  bytes: number;
  frames: number;
  /** p50, p95, p99 in ms. */
  acks: number[];
  joins: number[];
};
const TIMES = [0.5, 0.95, 0.99];

type Host = Awaited<ReturnType<typeof ourHost>>;
type Hall = { child: Child; host: Host | undefined; players: readonly Player[]; rounds: number };
/** One question from its announcement to everybody's result; gives the times of the acknowledgements. */
const askOnce = async ({ child, host, players, rounds }: Hall, n: number): Promise<number[]> => {
  const acks: number[] = [];
  await (host ? host.next() : child.tell('ask'));
  // The floors announce a question as long before as we do.
  await (host ? host.opened(n) : pause(LEAD_MS));
  const answered = players.map(async (player) => {
    await pause(Math.random() * windowOf(players.length));
    acks.push(await player.answer(n));
  });
  await Promise.all(answered);
  // Our room closes by itself once everybody has answered.
  await host?.closed(n);
  await (host ? host.next() : child.tell('reveal'));
  await Promise.all(players.map((player) => player.told(n)));
  // Ours goes over the board to the next question.
  if (n < rounds) await host?.next();
  return acks;
};

const measure = async (kind: Kind, players: number): Promise<Measure> => {
  const child = await startChild(kind, players);
  try {
    const host = isOurs(kind) ? await ourHost(child.ready, child.ready.host) : undefined;
    const joined = await joinAll(kind, child, players);
    const rounds = roundsOf(players);
    const hall = { child, host, players: joined.in, rounds };
    await askOnce(hall, 0);
    const before = await settled(child);
    const framesBefore = joined.in.map((p) => p.frames());
    const acks: number[] = [];
    for (let n = 1; n <= rounds; n++) acks.push(...(await askOnce(hall, n)));
    const after = await settled(child);
    const frames = joined.in.map((p, i) => p.frames() - (framesBefore[i] ?? 0));
    await Promise.all([host?.close(), ...joined.in.map((player) => player.close())]);
    const answers = players * rounds;
    return {
      kind,
      players,
      cpu: (after.cpuMs - before.cpuMs) / answers,
      bytes: (after.bytes - before.bytes) / answers,
      frames: frames.reduce((a, b) => a + b, 0) / answers,
      acks: TIMES.map((q) => quantile(acks, q)),
      joins: TIMES.map((q) => quantile(joined.ms, q)),
    };
  } finally {
    child.end();
  }
};

/** Of two runs their mean. */
const median = (list: readonly number[]): number => (quantile(list, 0.49) + quantile(list, 0.5)) / 2;
/** Of several runs of the same. */
const middleOf = (runs: readonly Measure[]): Measure => {
  const [first] = runs;
  if (!first) throw new Error('nothing was measured');
  const of = (read: (m: Measure) => number): number => median(runs.map(read));
  const times = (read: (m: Measure) => number[]): number[] => TIMES.map((_, i) => of((m) => read(m)[i] ?? 0));
  return {
    ...first,
    ...{ cpu: of((m) => m.cpu), bytes: of((m) => m.bytes), frames: of((m) => m.frames) },
    ...{ acks: times((m) => m.acks), joins: times((m) => m.joins) },
  };
};

const line = (m: Measure): [string, string] => {
  const times = (list: number[]): string => list.map((ms) => ms.toFixed(0)).join(' / ');
  const spent = `${m.cpu.toFixed(3)} ms  ${m.bytes.toFixed(0)} B  ${m.frames.toFixed(1)} frames`;
  return [`${m.kind} ${m.players}`, `${spent}  ack ${times(m.acks)} ms  join ${times(m.joins)} ms`];
};

const measureAll = async (most: number): Promise<Measure[]> => {
  const all: Measure[] = [];
  for (const players of SIZES) {
    const kinds = KINDS.filter((kind) => players === most || kind !== 'alone');
    const runs: Measure[] = [];
    for (let turn = 0; turn < (players === most ? REPEATS : 1); turn++)
      for (const kind of kinds) if (turn === 0 || kind !== 'ws') runs.push(await measure(kind, players));
    for (const kind of kinds) all.push(middleOf(runs.filter((m) => m.kind === kind)));
  }
  return all;
};

/** CPU, bytes and waiting times of our hosted show against a bare Colyseus room and a bare `ws` server, in one run. */
export const bench = async (): Promise<Result> => {
  const [small, most] = [Math.min(...SIZES), Math.max(...SIZES)];
  const all = await measureAll(most);
  const of = (kind: Kind, players: number): Measure | undefined =>
    all.find((m) => m.kind === kind && m.players === players);
  const ratio = (a: Measure | undefined, b: Measure | undefined, read = (m: Measure) => m.cpu): number =>
    a && b ? round(read(a) / read(b)) : 0;
  const [ours, floor] = [of('ours', most), of('colyseus', most)];
  const p99 = (m: Measure | undefined): number => round(m?.acks[2] ?? 0, 0);
  const json = {
    cpuToColyseus: ratio(ours, floor),
    cpuAloneToColyseus: ratio(of('alone', most), floor),
    cpuGrowth: ratio(ours, of('ours', small)),
    bytesGrowth: ratio(ours, of('ours', small), (m) => m.bytes),
    frames: round(ours?.frames ?? 0, 1),
    ackP99of500: p99(of('ours', 500)),
    ackP99of500bare: p99(of('colyseus', 500)),
  };
  const at = `of ${most} players, medians of ${REPEATS}`;
  return {
    title: `Battle: ${ROUNDS} questions (3 at sizes between) after one to warm up; server CPU and bytes per answer (p50/p95/p99)`,
    rows: [
      ...all.map(line),
      [`CPU against bare Colyseus ${at} (goal <= 1.8)`, String(json.cpuToColyseus)],
      [`the same, nothing stored (goal <= 1.4)`, String(json.cpuAloneToColyseus)],
      [`CPU at ${most} against ${small} players (goal <= 0.5)`, String(json.cpuGrowth)],
      [`bytes at ${most} against ${small} players (goal <= 1.1)`, String(json.bytesGrowth)],
      ['messages to a player per question (goal <= 8)', String(json.frames)],
      [
        'ack p99 of 500 in 2 s, ours / bare (goal <= 3x or 20 ms more)',
        `${json.ackP99of500} / ${json.ackP99of500bare}`,
      ],
    ],
    json,
  };
};

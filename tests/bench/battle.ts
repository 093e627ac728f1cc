import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Spent } from './battle-child.ts';
import { ourHost, ourPlayer, type Player, plainColyseusPlayer, plainWsPlayer } from './battle-players.ts';
import { quantile, type Result, round } from './table.ts';

/** Sizes of a room; `SIZES=50,200` is a short look. */
const SIZES = (process.env.SIZES ?? '50,200,1000').split(',').map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? 6);
/** Everybody answers within this time. */
const WINDOW_MS = 3_000;
type Kind = 'ws' | 'colyseus' | 'ours';
/** `KINDS=ours` measures one server alone. */
const KINDS = (process.env.KINDS ?? 'ws,colyseus,ours').split(',') as Kind[];

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
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const startChild = async (kind: Kind, players: number) => {
  const file = kind === 'ours' ? 'battle-ours.ts' : 'battle-plain.ts';
  const args = kind === 'ours' ? [`${players}`, `${ROUNDS}`] : [kind, JSON.stringify(EXCHANGE)];
  const child: ChildProcess = fork(join(import.meta.dirname, file), args, {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    ...(process.env.PROFILE && kind === 'ours'
      ? { execArgv: ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] }
      : {}),
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
    child.kill(process.env.PROFILE ? 'SIGINT' : 'SIGKILL');
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
  const enter = async (n: number): Promise<Player> => {
    const at = performance.now();
    const player = await (kind === 'ws'
      ? plainWsPlayer(ready.port)
      : kind === 'colyseus'
        ? plainColyseusPlayer(ready.port)
        : ourPlayer(ready, ready.tokens[n] ?? ''));
    ms.push(performance.now() - at);
    return player;
  };
  return { in: await Promise.all(Array.from({ length: players }, (_, n) => enter(n))), ms };
};

/** Everything the server still does after the last reveal (books, roll-ups) counts: waits until it is idle. */
const settled = async (child: Child): Promise<Spent> => {
  for (let before = await child.tell('spent'); ; ) {
    await pause(400);
    const now = await child.tell('spent');
    if (now.cpuMs - before.cpuMs < 12) return now;
    before = now;
  }
};

type Measure = {
  kind: Kind;
  players: number;
  cpu: number;
  bytes: number;
  frames: number;
  acks: number[];
  joins: number[];
};

const measure = async (kind: Kind, players: number): Promise<Measure> => {
  const child = await startChild(kind, players);
  try {
    const host = kind === 'ours' ? await ourHost(child.ready, child.ready.host) : undefined;
    const joined = await joinAll(kind, child, players);
    const before = await settled(child);
    const framesBefore = joined.in.map((p) => p.frames());
    const acks: number[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      await (host ? host.next() : child.tell('ask'));
      await host?.opened(n);
      const answered = joined.in.map(async (player) => {
        await pause(Math.random() * WINDOW_MS);
        acks.push(await player.answer(n));
      });
      await Promise.all(answered);
      // Our room closes by itself once everybody has answered.
      await host?.closed(n);
      await (host ? host.next() : child.tell('reveal'));
      await Promise.all(joined.in.map((player) => player.told(n)));
      // Ours goes over the board to the next question.
      if (host && n + 1 < ROUNDS) await host.next();
    }
    const after = await settled(child);
    const frames = joined.in.map((p, i) => p.frames() - (framesBefore[i] ?? 0));
    await Promise.all([host?.close(), ...joined.in.map((player) => player.close())]);
    const answers = players * ROUNDS;
    return {
      kind,
      players,
      cpu: (after.cpuMs - before.cpuMs) / answers,
      bytes: (after.bytes - before.bytes) / answers,
      frames: frames.reduce((a, b) => a + b, 0) / answers,
      acks,
      joins: joined.ms,
    };
  } finally {
    child.end();
  }
};

const line = (m: Measure): [string, string] => {
  const times = (list: number[]): string =>
    [0.5, 0.95, 0.99].map((q) => quantile(list, q).toFixed(0)).join(' / ');
  return [
    `${m.kind} ${m.players}`,
    `${m.cpu.toFixed(3)} ms  ${m.bytes.toFixed(0)} B  ${m.frames.toFixed(1)} frames  ack ${times(m.acks)} ms  join ${times(m.joins)} ms`,
  ];
};

/** CPU and bytes per answer of our hosted show against a bare Colyseus room and a bare `ws` server, in one run. */
export const bench = async (): Promise<Result> => {
  const all: Measure[] = [];
  for (const players of SIZES) for (const kind of KINDS) all.push(await measure(kind, players));
  const of = (kind: Kind, players: number): Measure =>
    all.find((m) => m.kind === kind && m.players === players) as Measure;
  const [small = 50, most = 1000] = [Math.min(...SIZES), Math.max(...SIZES)];
  const ours = of('ours', most);
  const ratios = {
    cpuToColyseus: round(ours.cpu / of('colyseus', most).cpu),
    cpuGrowth: round(ours.cpu / of('ours', small).cpu),
    bytesGrowth: round(ours.bytes / of('ours', small).bytes),
    frames: round(ours.frames, 1),
  };
  return {
    title: `Battle: ${ROUNDS} questions, everybody answers within ${WINDOW_MS / 1000} s; server CPU and bytes per answer (p50/p95/p99)`,
    rows: [
      ...all.map(line),
      [`CPU at ${most} against bare Colyseus (goal <= 1.8)`, String(ratios.cpuToColyseus)],
      [`CPU at ${most} against ${small} players (goal <= 0.5)`, String(ratios.cpuGrowth)],
      [`bytes at ${most} against ${small} players (goal <= 1.1)`, String(ratios.bytesGrowth)],
      ['messages to a player per question (goal <= 8)', String(ratios.frames)],
    ],
    json: ratios,
  };
};

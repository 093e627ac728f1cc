import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { noteText } from '../../server/domain/notes/index.ts';
import { Question } from '../../server/domain/question.ts';
import { dice } from '../../server/domain/random.ts';
import { type Reading, UnreadableFile } from '../../server/formats/format.ts';
import { mutated } from './mutate.ts';
import { seedsOf, type Target } from './targets.ts';

const MOST_MS = 2000;
const MOST_GROWTH_MB = 200;
const MOST_CORPUS = 2000;

export type Failure = { kind: 'exception' | 'slow' | 'law' | 'memory'; message: string; input: Uint8Array };
export type FuzzReport = {
  target: string;
  executions: number;
  perSecond: number;
  /** Different outcomes: types, notes and refusals that inputs led to. */
  unique: number;
  /** Blocks of our code that ran; 0 without coverage. */
  blocks: number;
  corpus: number;
  slowestMs: number;
  growthMb: number;
  failures: Failure[];
};
export type FuzzOptions = {
  /** Until when: a time, or a count, which is the same on every machine. */
  until: { seconds: number } | { executions: number };
  seed: number;
  /** New blocks that ran since the last call. */
  newBlocks?: () => Promise<number>;
  /** Called with every input before it is read, for a watchdog. */
  before?: (input: Uint8Array) => void;
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

/** What the laws say of a reading: every question fits the schema, every note is a whole sentence. */
const brokenLaw = (reading: Reading): string | undefined => {
  for (const { question, place } of reading.questions) {
    const result = Question.safeParse(question);
    if (!result.success) return `schema at ${JSON.stringify(place)}: ${result.error.message}`;
  }
  for (const note of [...reading.rejected, ...reading.warnings].slice(0, 50)) {
    const { reason, cure } = noteText(note, 'zh');
    const left = /\{[a-z]+\}/u.exec(`${reason}${cure}`)?.[0];
    if (left !== undefined && !JSON.stringify(note.details ?? {}).includes(left))
      return `note ${note.code} misses ${left}`;
  }
  return undefined;
};

const bucket = (n: number): number => (n < 4 ? n : 4 + Math.floor(Math.log2(n)));
const signatureOf = (reading: Reading): string => {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { question } of reading.questions) add(question.type);
  for (const note of reading.rejected) add(`-${note.code}`);
  for (const note of reading.warnings) add(`!${note.code}`);
  return `${reading.encoding} ${[...counts]
    .map(([k, n]) => `${k}${bucket(n)}`)
    .toSorted()
    .join(' ')}`;
};

type Outcome = { signature: string; ms: number; failure?: Omit<Failure, 'input'> };
const runOnce = (read: (bytes: Uint8Array) => Reading, input: Uint8Array): Outcome => {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const timed = <T extends object>(rest: T) => {
    const busy = process.cpuUsage(cpu);
    const ms = Math.min(performance.now() - wall, (busy.user + busy.system) / 1000);
    return {
      ms,
      ...(ms > MOST_MS ? { failure: { kind: 'slow' as const, message: `${ms} ms` } } : {}),
      ...rest,
    };
  };
  try {
    const reading = read(input);
    const done = timed({ signature: signatureOf(reading) });
    const law = brokenLaw(reading);
    return law === undefined ? done : { ...done, failure: { kind: 'law', message: law } };
  } catch (error) {
    if (error instanceof UnreadableFile) return timed({ signature: `unreadable ${error.note.code}` });
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return timed({ signature: 'exception', failure: { kind: 'exception' as const, message } });
  }
};

/** Reads mutated files until the time is up or the count is reached. Inputs with a new outcome, or that run new code, join the corpus. */
export const fuzz = async (target: Target, options: FuzzOptions): Promise<FuzzReport> => {
  const read = await target.load();
  const random = dice(options.seed);
  const corpus = await seedsOf(target);
  const seeds = corpus.length;
  const tokens = target.tokens.map((t) => new TextEncoder().encode(t));
  const seen = new Set<string>();
  const report = { target: target.name, executions: 0, blocks: 0, slowestMs: 0, failures: [] as Failure[] };
  const keep = (input: Uint8Array): void => {
    if (corpus.length < MOST_CORPUS) corpus.push(input);
    else corpus[seeds + Math.floor(random() * (corpus.length - seeds))] = input;
  };
  const execute = (input: Uint8Array, fresh: boolean): void => {
    options.before?.(input);
    const { signature, ms, failure } = runOnce(read, input);
    report.executions++;
    report.slowestMs = Math.max(report.slowestMs, ms);
    const known = report.failures.some(
      (f) => f.kind === failure?.kind && f.message.slice(0, 200) === failure.message.slice(0, 200),
    );
    if (failure && !known && report.failures.length < 20) report.failures.push({ ...failure, input });
    if (!seen.has(signature) && seen.size < 200_000) {
      seen.add(signature);
      if (fresh) keep(input);
    }
  };
  for (const seed of corpus.slice()) execute(seed, false);
  report.blocks += (await options.newBlocks?.()) ?? 0;
  const before = heapMb();
  const start = performance.now();
  const done = report.executions;
  const { until } = options;
  const goOn = (): boolean =>
    'seconds' in until
      ? performance.now() - start < until.seconds * 1000
      : report.executions - done < until.executions;
  while (goOn()) {
    const batch = Array.from({ length: options.newBlocks ? 100 : 1 }, () =>
      mutated({ random, corpus, tokens }),
    );
    for (const input of batch) execute(input, true);
    const gained = (await options.newBlocks?.()) ?? 0;
    report.blocks += gained;
    if (gained > 0) for (const input of batch) keep(input);
  }
  const seconds = (performance.now() - start) / 1000;
  const growthMb = heapMb() - before;
  if (growthMb > MOST_GROWTH_MB)
    report.failures.push({ kind: 'memory', message: `${growthMb} MB`, input: new Uint8Array() });
  return {
    ...report,
    growthMb,
    perSecond: Math.round((report.executions - done) / seconds),
    unique: seen.size,
    corpus: corpus.length,
  };
};

import type { z } from 'zod';
import { shortRows } from './blueprint.ts';
import { ALL_CREDITS, givenCredits } from './credits.ts';
import {
  Card,
  type Criterion,
  type Island,
  IslandShell,
  MOST_EXAM,
  MOST_ISLANDS,
  MOST_STATIONS,
  QuestShell,
  Station,
} from './quest.ts';
import { surveyFaults, talkFaults } from './quest-check-talk.ts';
import { isFaultCode, type QuestFault, type QuestFaultCode } from './quest-faults.ts';
import { type Asking, bankOf, essaysOf, isAsking, questionsOf, typesOf } from './quest-station.ts';
import { AUTO_GRADED, type QuestionType } from './question.ts';

/** Ready questions of a bank that are alike, counted. `point` '' = none. */
export type ReadyGroup = { point: string; difficulty: number; type: QuestionType; n: number };
export type BankFacts = { points: ReadonlySet<string>; ready: readonly ReadyGroup[] };
/** What the store knows and a definition does not say. */
export type QuestFacts = {
  /** The banks that the builder may see. */
  banks: ReadonlyMap<string, BankFacts>;
  /** Ids that this quest has used in a published version. */
  ownIds: ReadonlySet<string>;
  /** Check questions whose id belongs to another bank. */
  takenIds: ReadonlySet<string>;
  /** How many rows its audience has. */
  audience: number;
};

type Said = (path: string, code: QuestFaultCode, details?: QuestFault['details']) => void;
type Path = readonly PropertyKey[];
const pathOf = (...parts: Path): string => parts.map(String).join('.');
const isRecord = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);
const listOf = (x: unknown): unknown[] => (Array.isArray(x) ? x : []);

const TEXTS =
  /^(name|about|title|body|alt|source|stem|text|left|right|situation|feedback|brief|role|example)$/;
/** The fault that a shape's issue stands for, at the field it is about. */
const faultOfIssue = (at: Path, issue: z.core.$ZodIssue): QuestFault => {
  const field = issue.path.findLastIndex((p) => TEXTS.test(String(p)));
  if (field >= 0 && issue.path.length - field <= 2 && issue.code !== 'unrecognized_keys')
    return { path: pathOf(...at, ...issue.path.slice(0, field + 1)), code: 'text.missing' };
  const path = pathOf(...at, ...issue.path);
  if (isFaultCode(issue.message)) return { path, code: issue.message };
  if (issue.path.at(-1) === 'panels') return { path, code: 'card.panels' };
  return { path, code: 'shape', details: { reason: issue.message } };
};

type Placed<T> = { at: Path; value: T };
type Reading = { say: Said; faults: QuestFault[] };

const read = <S extends z.ZodType>(
  r: Reading,
  at: Path,
  schema: S,
  value: unknown,
): Placed<z.output<S>>[] => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [{ at, value: parsed.data }];
  for (const issue of parsed.error.issues) r.faults.push(faultOfIssue(at, issue));
  return [];
};

type ReadIsland = Placed<Omit<Island, 'stations'>> & { stations: Placed<Station>[]; hasExam: boolean };

const readIsland = (r: Reading, value: unknown, i: number): ReadIsland[] => {
  const at = ['islands', i];
  const { stations: list, ...shell } = isRecord(value) ? value : {};
  const all = listOf(list);
  if (all.length === 0) r.say(pathOf(...at), 'island.empty');
  if (all.length > MOST_STATIONS)
    r.say(pathOf(...at), 'island.too_many_stations', { n: all.length, most: MOST_STATIONS });
  const stations = all.flatMap((s, n) => read(r, [...at, 'stations', n], Station, s));
  const hasExam = all.some((s) => isRecord(s) && s.kind === 'exam');
  return read(r, at, IslandShell, shell).map((island) => ({ ...island, stations, hasExam }));
};

type ReadQuest = {
  id: string;
  days: number;
  graduation: readonly Criterion[];
  islands: ReadIsland[];
  cards: Placed<Card>[];
};

const readQuest = (r: Reading, definition: unknown, cards: readonly unknown[]): ReadQuest => {
  const { islands: list, ...shell } = isRecord(definition) ? definition : {};
  const [quest] = read(r, [], QuestShell, shell);
  const all = listOf(list);
  if (all.length === 0) r.say('islands', 'quest.no_islands');
  if (all.length > MOST_ISLANDS)
    r.say('islands', 'quest.too_many_islands', { n: all.length, most: MOST_ISLANDS });
  return {
    id: quest?.value.id ?? '',
    days: quest?.value.days ?? Number.POSITIVE_INFINITY,
    graduation: quest?.value.graduation ?? [],
    islands: all.flatMap((island, i) => readIsland(r, island, i)),
    cards: cards.flatMap((card, i) => read(r, ['cards', i], Card, card)),
  };
};

const checkOf = ({ value, at }: Placed<Card>) =>
  value.panels.flatMap((p, i) => (p.kind === 'check' ? [{ at: [...at, 'panels', i], q: p.question }] : []));

const checkIds = (say: Said, quest: ReadQuest, facts: QuestFacts): void => {
  const seen = new Set<string>();
  const once = (at: Path, id: string): void => {
    if (seen.has(id)) say(pathOf(...at), 'id.duplicate', { id });
    seen.add(id);
  };
  const prefix = `${quest.id}-`;
  const places = quest.islands.flatMap((i) => [i, ...i.stations]);
  for (const { at, value } of places) {
    once(at, value.id);
    if (quest.id !== '' && !value.id.startsWith(prefix) && !facts.ownIds.has(value.id))
      say(pathOf(...at), 'id.foreign', { id: value.id, prefix });
  }
  seen.clear();
  for (const { at, value } of quest.cards) once(at, value.id);
  for (const { at, q } of quest.cards.flatMap(checkOf)) {
    once(at, q.id);
    if (facts.takenIds.has(q.id)) say(pathOf(...at), 'id.taken', { id: q.id });
    if (!AUTO_GRADED.includes(q.type)) say(pathOf(...at), 'card.check_type');
  }
};

/** As many stand-ins for the ready questions of these groups as any exam can ask. */
const standIns = (groups: readonly ReadyGroup[]): ReadyGroup[] =>
  groups.flatMap((g) => Array.from({ length: Math.min(g.n, MOST_EXAM) }, () => g));

const checkBlueprint = (
  say: Said,
  at: Path,
  rows: NonNullable<Extract<Station, { kind: 'exam' }>['blueprint']>,
  bank: BankFacts,
  groups: readonly ReadyGroup[],
): void => {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  if (n > MOST_EXAM) say(pathOf(...at, 'blueprint'), 'blueprint.too_many', { n, most: MOST_EXAM });
  rows.forEach(({ point }, i) => {
    if (point !== undefined && !bank.points.has(point))
      say(pathOf(...at, 'blueprint', i), 'point.unknown', { point });
  });
  if (n > MOST_EXAM) return;
  for (const short of shortRows(rows, standIns(groups)))
    say(pathOf(...at, 'blueprint', short.row), 'blueprint.short', { n: short.n, missing: short.missing });
};

const checkQuestions = (say: Said, at: Path, station: Asking, bank: BankFacts): void => {
  const types = typesOf(station);
  const typed = bank.ready.filter((g) => types.includes(g.type));
  const groups = typed.filter((g) => station.points?.includes(g.point) ?? true);
  for (const point of station.points ?? []) {
    if (!bank.points.has(point)) say(pathOf(...at, 'points'), 'point.unknown', { point });
    else if (!groups.some((g) => g.point === point && g.n > 0))
      say(pathOf(...at, 'points'), 'point.no_questions', { point });
  }
  if (station.kind === 'exam' && station.blueprint) {
    checkBlueprint(say, at, station.blueprint, bank, groups);
    return;
  }
  const have = groups.reduce((sum, g) => sum + g.n, 0);
  const need = questionsOf(station);
  if (have < need) say(pathOf(...at), 'questions.too_few', { have, need });
};

/** An exam gives 15 seconds to 5 minutes a question, up to an hour for an essay. */
const [LEAST_MINUTES, MOST_MINUTES, MOST_ESSAY_MINUTES] = [0.25, 5, 60];

const checkStation = (
  say: Said,
  island: ReadIsland,
  { at, value: station }: Placed<Station>,
  quest: ReadQuest,
  facts: QuestFacts,
): void => {
  if (station.kind === 'card') {
    if (!quest.cards.some((c) => c.value.id === station.card))
      say(pathOf(...at, 'card'), 'station.card_unknown');
    return;
  }
  if (station.kind === 'scenario')
    for (const f of talkFaults(station.talk)) say(pathOf(...at, 'talk', ...f.at), f.code, f.details);
  if (station.kind === 'survey')
    for (const f of surveyFaults(station.survey)) say(pathOf(...at, 'survey', ...f.at), f.code, f.details);
  if (!isAsking(station)) return;
  const bank = facts.banks.get(bankOf(island.value, station));
  if (bank) checkQuestions(say, at, station, bank);
  else if (station.bank !== undefined) say(pathOf(...at, 'bank'), 'bank.unknown');
  if (station.kind !== 'exam') return;
  const questions = questionsOf(station);
  const essays = essaysOf(station);
  const least = questions * LEAST_MINUTES;
  const most = (questions - essays) * MOST_MINUTES + essays * MOST_ESSAY_MINUTES;
  if (station.minutes < least || station.minutes > most)
    say(pathOf(...at, 'minutes'), 'exam.minutes', { minutes: station.minutes, questions, least, most });
};

/** The island that each island waits for, by index; undefined = for none. Says what is wrong with a single rule. */
const waitsFor = (say: Said, quest: ReadQuest): (number | undefined)[] =>
  quest.islands.map(({ at, value }, i) => {
    const rule = value.opens ?? { kind: 'after-exam' };
    const path = pathOf(...at, 'opens');
    if (rule.kind === 'day' && rule.n > quest.days)
      say(path, 'opening.after_end', { n: rule.n, days: quest.days });
    if (rule.kind !== 'after-exam' && rule.kind !== 'after-island') return undefined;
    const named = rule.island;
    const before = named === undefined ? i - 1 : quest.islands.findIndex((other) => other.value.id === named);
    if (named !== undefined && before < 0) say(path, 'opening.unknown', { island: named });
    const found = quest.islands[before];
    if (rule.kind === 'after-exam' && found && !found.hasExam)
      say(path, 'opening.no_exam', { island: found.value.id });
    return found ? before : undefined;
  });

const checkOpenings = (say: Said, quest: ReadQuest): void => {
  const waits = waitsFor(say, quest);
  quest.islands.forEach(({ at }, i) => {
    const seen = new Set<number>();
    let here: number | undefined = i;
    while (here !== undefined && !seen.has(here)) {
      seen.add(here);
      here = waits[here];
    }
    if (here !== undefined) say(pathOf(...at, 'opens'), 'opening.ring');
  });
};

/** Nobody can do more islands than there are, or be given more than a hundred credits. */
const checkProgramme = (say: Said, quest: ReadQuest): void => {
  const have = quest.islands.length;
  quest.graduation.forEach((c, i) => {
    if (c.kind === 'islands' && c.n > have)
      say(pathOf('graduation', i, 'n'), 'graduation.islands', { n: c.n, have });
  });
  const islands = quest.islands.map((i) => ({ stations: i.stations.map((s) => s.value) }));
  if (givenCredits({ islands }) > ALL_CREDITS) say('credits', 'credits.sum');
};

/** Every fault of a quest that shall be published; `definition` and `cards` may be any JSON. */
export const faultsOf = (definition: unknown, cards: readonly unknown[], facts: QuestFacts): QuestFault[] => {
  const faults: QuestFault[] = [];
  const say: Said = (path, code, details) => faults.push({ path, code, ...(details ? { details } : {}) });
  const quest = readQuest({ say, faults }, definition, cards);
  if (facts.audience === 0) say('', 'quest.no_audience');
  checkIds(say, quest, facts);
  for (const island of quest.islands) {
    if (!facts.banks.has(island.value.bank)) say(pathOf(...island.at, 'bank'), 'bank.unknown');
    for (const station of island.stations) checkStation(say, island, station, quest, facts);
  }
  checkOpenings(say, quest);
  checkProgramme(say, quest);
  const known = new Set<string>();
  return faults.filter((f) => {
    const key = `${f.path} ${f.code} ${JSON.stringify(f.details ?? {})}`;
    return !known.has(key) && known.add(key);
  });
};

import {
  BIOMES,
  type BlueprintRow,
  type Island,
  MOST_ISLANDS,
  MOST_STATIONS,
  type Station,
} from '../../../server/domain/quest.ts';
import type { ReadyGroup } from '../../../server/domain/quest-check.ts';
import { AUTO_GRADED } from '../../../server/domain/question.ts';
import { BOSS_HP, EXAM_QUESTIONS, PRACTICE_QUESTIONS } from '../../../server/domain/rewards.ts';
import { type LocalText, textIn } from '../../../server/domain/text.ts';
import { addIsland, type Build, islandsOf, putIsland } from './build.ts';

/** A bank as an island is laid out from it. */
export type Source = {
  id: string;
  name: LocalText;
  points: readonly { id: string; name: LocalText }[];
  ready: readonly ReadyGroup[];
};

/** Fewest questions of a station. */
const LEAST = 3;
/** With the exam and the boss an island stays within its most stations. */
const MOST_PRACTICES = MOST_STATIONS - 2;
const MINUTES_A_QUESTION = 0.5;

const BOSSES = [
  { icon: 'octopus', name: { zh: '章鱼墨墨', en: 'Inky the Octopus' } },
  { icon: 'shark', name: { zh: '大白鲨咔咔', en: 'Chomp the Shark' } },
  { icon: 'dragon', name: { zh: '火龙呼呼', en: 'Ember the Dragon' } },
  { icon: 'blowfish', name: { zh: '河豚鼓鼓', en: 'Puff the Blowfish' } },
  { icon: 'robot', name: { zh: '铁皮阿当', en: 'Clank the Robot' } },
  { icon: 'jellyfish', name: { zh: '水母飘飘', en: 'Drift the Jellyfish' } },
] as const;
const ICONS = [
  'palm-tree',
  'evergreen-tree',
  'castle',
  'volcano',
  'cherry-blossom',
  'snow-capped-mountain',
] as const;

const about = (name: LocalText): LocalText => ({
  zh: `「${textIn(name, 'zh')}」的要点，边练边学`,
  en: `The essentials of ${textIn(name, 'en')}, learnt by playing`,
});

type Counted = { id: string; name: LocalText; n: number };
const drawable = (source: Source): ReadyGroup[] => source.ready.filter((g) => AUTO_GRADED.includes(g.type));
const countOf = (groups: readonly ReadyGroup[]): number => groups.reduce((n, g) => n + g.n, 0);
const countPoints = (source: Source): Counted[] =>
  source.points.map((p) => ({ ...p, n: countOf(drawable(source).filter((g) => g.point === p.id)) }));
/** How many questions of a bank stations can ask. */
const drawableOf = (source: Pick<Source, 'ready'>): number =>
  countOf(source.ready.filter((g) => AUTO_GRADED.includes(g.type)));
/** True when a bank has enough for an island. */
export const isEnough = (source: Pick<Source, 'ready'>): boolean => drawableOf(source) >= LEAST;

const minutesFor = (questions: number): number => Math.max(1, Math.ceil(questions * MINUTES_A_QUESTION));

const practice = (
  name: LocalText,
  have: number,
  points: string[],
): Omit<Extract<Station, { kind: 'practice' }>, 'id'> => {
  const questions = Math.min(PRACTICE_QUESTIONS, have);
  return {
    kind: 'practice',
    name,
    minutes: minutesFor(questions),
    ...(questions === PRACTICE_QUESTIONS ? {} : { questions }),
    ...(points.length === 0 ? {} : { points }),
  };
};

/** A practice for every knowledge point with enough questions; the small ones share a last one. */
const practices = (source: Source): Omit<Station, 'id'>[] => {
  const points = countPoints(source).filter((p) => p.n > 0);
  const big = points.filter((p) => p.n >= LEAST);
  const own = big.slice(0, big.length > MOST_PRACTICES ? MOST_PRACTICES - 1 : MOST_PRACTICES);
  const rest = points.filter((p) => !own.includes(p));
  const shared = rest.reduce((n, p) => n + p.n, 0);
  const mixed = { zh: '综合练习', en: 'Mixed practice' };
  const list = own.map((p) => practice(p.name, p.n, [p.id]));
  if (shared >= LEAST && list.length < MOST_PRACTICES)
    list.push(practice(mixed, shared, rest.map((p) => p.id).slice(0, 100)));
  return list.length > 0 ? list : [practice(mixed, drawableOf(source), [])];
};

/** Shares out the questions of an exam over the knowledge points, by what each has (largest remainders). */
const blueprintOf = (points: readonly Counted[], questions: number): BlueprintRow[] => {
  const all = points.reduce((n, p) => n + p.n, 0);
  const exact = points.map((p) => (questions * p.n) / all);
  const rows = exact.map(Math.floor);
  const order = [...exact.keys()].sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1) || a - b);
  const left = questions - rows.reduce((n, r) => n + r, 0);
  for (const at of order.slice(0, left)) rows[at] = (rows[at] ?? 0) + 1;
  return points.flatMap((p, i) => {
    const n = rows[i] ?? 0;
    return n > 0 ? [{ point: p.id, n }] : [];
  });
};

const MOST_ROWS = 30;
const exam = (source: Source): Omit<Extract<Station, { kind: 'exam' }>, 'id'> => {
  const points = countPoints(source).filter((p) => p.n > 0);
  const pointed = points.reduce((n, p) => n + p.n, 0);
  const byPlan = points.length >= 2 && points.length <= MOST_ROWS && pointed >= LEAST;
  const questions = Math.min(EXAM_QUESTIONS, byPlan ? pointed : drawableOf(source));
  return {
    kind: 'exam',
    name: { zh: '闯关考试', en: 'Island exam' },
    minutes: Math.max(2, Math.ceil(questions * 0.8)),
    ...(byPlan
      ? { blueprint: blueprintOf(points, questions) }
      : questions === EXAM_QUESTIONS
        ? {}
        : { questions }),
  };
};

const bossFight = (source: Source, at: number): Omit<Extract<Station, { kind: 'boss' }>, 'id'> => {
  const hp = Math.min(BOSS_HP, drawableOf(source));
  const boss = BOSSES[at % BOSSES.length] ?? BOSSES[0];
  return {
    kind: 'boss',
    name: { zh: '首领战', en: 'Boss fight' },
    minutes: minutesFor(hp),
    boss,
    ...(hp === BOSS_HP ? {} : { hp }),
  };
};

const withIds = (island: string, stations: readonly Omit<Station, 'id'>[]) =>
  stations.map((s, n) => ({ id: `${island}-${n + 1}`, ...s }));

/** Lays out one island per bank behind those that are there; banks with too few questions are left out. */
export const quickStart = (build: Build, sources: readonly Source[], random: () => number): Build =>
  sources.filter(isEnough).reduce<Build>((now, source) => {
    const at = islandsOf(now).length;
    if (at >= MOST_ISLANDS) return now;
    const style = {
      seed: Math.floor(random() * 1_000_000),
      biome: BIOMES[at % BIOMES.length] ?? 'beach',
      size: 'medium',
    } as const;
    const shell = {
      name: source.name,
      about: about(source.name),
      icon: ICONS[at % ICONS.length],
      bank: source.id,
    };
    const { build: next } = addIsland(now, style, shell);
    const island = islandsOf(next)[at];
    const id = String(island?.id) satisfies Island['id'];
    const stations = withIds(id, [...practices(source), exam(source), bossFight(source, at)]);
    return putIsland(next, at, { ...island, stations });
  }, build);

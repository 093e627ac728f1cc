import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { IslandView, QuestView, StationView, TaskView } from '../domain/api.ts';
import { ghostAwake } from '../domain/ghost.ts';
import { currentStation, islandDone, islandOpen, stationState } from '../domain/journey.ts';
import type { Island, Quest, Station } from '../domain/quest.ts';
import {
  BOSS_HP,
  COINS,
  EXAM_ATTEMPTS_A_DAY,
  EXAM_QUESTIONS,
  mostCoins,
  PRACTICE_QUESTIONS,
} from '../domain/rewards.ts';
import { daysBetween, playDay } from '../domain/time.ts';
import { examsOn, type OpenAttempt, openAttempts } from '../store/attempt.ts';
import { streakOf } from '../store/checkin.ts';
import { balanceOf } from '../store/ledger.ts';
import {
  findQuest,
  findsOf,
  ghostsOf,
  type ProgressRow,
  peersOf,
  progressOf,
  startDayOf,
} from '../store/quest.ts';

const MOST_PEERS = 12;
const QUESTIONS = { card: 1, practice: PRACTICE_QUESTIONS, exam: EXAM_QUESTIONS, boss: BOSS_HP } as const;

type Facts = {
  quest: Quest;
  progress: Map<string, ProgressRow & { done: boolean }>;
  open: OpenAttempt[];
  /** Exam attempts of today by station. */
  exams: Map<string, number>;
  day: number;
  zone: string;
};

/** Boss HP that is left today: it stays down until the play day ends. */
export const bossHpOn = (day: number, state: string | null | undefined): number => {
  if (!state) return BOSS_HP;
  const saved = JSON.parse(state) as { hp: number; day: number };
  return saved.day === day ? saved.hp : BOSS_HP;
};

const stationView = (f: Facts, island: Island, station: Station): StationView => {
  const row = f.progress.get(station.id);
  const before = { done: row?.done ?? false, tier: row?.tier ?? 0 };
  const attempt = f.open.find((a) => a.station === station.id);
  const exam = station.kind === 'exam';
  return {
    id: station.id,
    kind: station.kind,
    name: station.name,
    minutes: station.minutes,
    state: stationState(f.quest, f.progress, island, station),
    stars: row?.stars ?? 0,
    coins: mostCoins(station.kind, before),
    questions: QUESTIONS[station.kind],
    ...(exam ? { attemptsLeft: Math.max(0, EXAM_ATTEMPTS_A_DAY - (f.exams.get(station.id) ?? 0)) } : {}),
    ...(exam && row ? { best: row.best } : {}),
    ...(station.kind === 'boss'
      ? { boss: { ...station.boss, hp: bossHpOn(f.day, row?.state), maxHp: BOSS_HP } }
      : {}),
    ...(attempt ? { openAttempt: attempt.id } : {}),
  };
};

const islandView = (
  f: Facts,
  island: Island,
  order: number,
  ghosts: IslandView['ghosts'],
  picked: string[],
): IslandView => {
  const stations = island.stations.map((s) => stationView(f, island, s));
  const state = islandDone(f.progress, island)
    ? 'done'
    : islandOpen(f.quest, f.progress, island)
      ? 'current'
      : 'locked';
  return {
    ...island,
    order,
    state,
    stars: stations.reduce((n, s) => n + s.stars, 0),
    stations,
    ghosts,
    picked,
  };
};

/** Today's voyage: learn, practise, and meet what was missed; what is done stays on the list. */
const tasksOf = (f: Facts, ghostsAwake: number): TaskView[] => {
  const doneToday = (kind: Station['kind']): number =>
    f.quest.islands
      .flatMap((i) => i.stations)
      .filter((s) => s.kind === kind)
      .map((s) => f.progress.get(s.id)?.doneAt ?? 0)
      .filter((at) => at > 0 && playDay(at, f.zone) === f.day).length;
  const tasks: TaskView[] = [
    { kind: 'card', count: 1, done: Math.min(1, doneToday('card')), coins: COINS.card },
    {
      kind: 'practice',
      count: 1,
      done: Math.min(1, doneToday('practice')),
      coins: PRACTICE_QUESTIONS * COINS.practiceRight,
    },
  ];
  if (ghostsAwake > 0) {
    tasks.push({ kind: 'ghosts', count: Math.min(2, ghostsAwake), done: 0, coins: COINS.ghostTamed });
    return tasks;
  }
  const station = currentStation(f.quest, f.progress)?.station;
  const kind = f.quest.islands.flatMap((i) => i.stations).find((s) => s.id === station)?.kind;
  if (kind === 'exam') tasks.push({ kind, count: 1, done: 0, coins: COINS.examPass });
  if (kind === 'boss') tasks.push({ kind, count: 1, done: 0, coins: COINS.boss });
  return tasks;
};

/** The whole quest as this person sees it: islands, stations, ghosts, tasks, colleagues. */
export const questViewOf = async (ctx: Ctx, by: Signed): Promise<QuestView> => {
  const db = ctx.db.read;
  const quest = await findQuest(db, by.org);
  const day = playDay(ctx.now(), by.zone);
  const [progress, open, exams, ghosts, finds, coins, peers, last, startDay] = await Promise.all([
    progressOf(db, by.person, quest.id),
    openAttempts(db, by.person),
    examsOn(db, by.person, day),
    ghostsOf(db, by.person, (g) => ghostAwake(g, day)),
    findsOf(db, by.person),
    balanceOf(db, by.person),
    peersOf(db, quest, by.org, by.person, MOST_PEERS),
    streakOf(db, by.person),
    startDayOf(db, by.person, quest.id),
  ]);
  const facts: Facts = { quest, progress, open, exams, day, zone: by.zone };
  const islands = quest.islands.map((island, i) =>
    islandView(
      facts,
      island,
      i + 1,
      ghosts.filter((g) => g.island === island.id).map(({ island: _, ...g }) => g),
      finds.filter((x) => x.island === island.id).map((x) => x.spot),
    ),
  );
  const gap = last.day === undefined ? 99 : daysBetween(last.day, day);
  const current = currentStation(quest, progress);
  return {
    id: quest.id,
    name: quest.name,
    day: startDay === undefined ? 1 : Math.max(1, daysBetween(startDay, day) + 1),
    days: quest.days,
    coins,
    streak: gap <= 1 ? last.streak : 0,
    islands,
    ...(current ? { current } : {}),
    tasks: tasksOf(facts, ghosts.filter((g) => g.awake).length),
    peers,
  };
};

import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { IslandView, LockView, QuestView, StationView, TaskView } from '../domain/api.ts';
import { ghostAwake } from '../domain/ghost.ts';
import {
  currentStation,
  type Days,
  islandDone,
  islandOpen,
  openingDay,
  openingOf,
  stationState,
} from '../domain/journey.ts';
import type { Island, Places, Quest, Station } from '../domain/quest.ts';
import { placedIslands } from '../domain/quest-places.ts';
import { bossRules, examRules, mostCoins, payOf, questionsOf } from '../domain/quest-station.ts';
import { COINS } from '../domain/rewards.ts';
import { daysBetween, playDay } from '../domain/time.ts';
import { examsOn, type OpenAttempt, openAttempts } from '../store/attempt.ts';
import { streakOf } from '../store/checkin.ts';
import { markedUnseen } from '../store/essay.ts';
import { balanceOf } from '../store/ledger.ts';
import { daysOf, findsOf, ghostsOf, type ProgressRow, peersOf, progressOf } from '../store/quest.ts';
import { findQuest, isPreview, plainId } from '../store/quest-version.ts';

const MOST_PEERS = 12;

type Facts = {
  quest: Quest;
  progress: Map<string, ProgressRow & { done: boolean }>;
  open: OpenAttempt[];
  /** Exam attempts of today by station. */
  exams: Map<string, number>;
  days: Days;
  zone: string;
};

/** Boss HP that is left today: it stays down until the play day ends. */
export const bossHpOn = (day: number, state: string | null | undefined, station: Station): number => {
  const full = station.kind === 'boss' ? bossRules(station).hp : 0;
  if (!state) return full;
  const saved = JSON.parse(state) as { hp: number; day: number };
  return saved.day === day ? Math.min(saved.hp, full) : full;
};

const examView = (f: Facts, station: Station, best: number | undefined) => {
  if (station.kind !== 'exam') return {};
  const { attemptsADay, pass } = examRules(station);
  const attemptsLeft = Math.max(0, attemptsADay - (f.exams.get(station.id) ?? 0));
  return { attemptsLeft, pass, ...(best === undefined ? {} : { best }) };
};

const bossView = (f: Facts, station: Station, state: string | null | undefined) =>
  station.kind === 'boss'
    ? {
        boss: {
          ...station.boss,
          hp: bossHpOn(f.days.today, state, station),
          maxHp: bossRules(station).hp,
        },
      }
    : {};

const stationView = (f: Facts, island: Island, station: Station): StationView => {
  const row = f.progress.get(station.id);
  const before = { done: row?.done ?? false, tier: row?.tier ?? 0 };
  const attempt = f.open.find((a) => a.station === station.id);
  return {
    id: station.id,
    kind: station.kind,
    name: station.name,
    minutes: station.minutes,
    state: stationState(f.quest, f.progress, island, station, f.days),
    stars: row?.stars ?? 0,
    coins: mostCoins(station, before),
    questions: questionsOf(station),
    ...examView(f, station, row?.best),
    ...bossView(f, station, row?.state),
    ...(attempt ? { openAttempt: attempt.id } : {}),
  };
};

const lockOf = (f: Facts, island: Island): LockView | undefined => {
  const { rule, before } = openingOf(f.quest, island);
  if (rule.kind === 'open') return undefined;
  const day = openingDay(rule, f.days.start);
  return {
    rule: rule.kind,
    ...(before ? { island: before.id } : {}),
    ...(day === undefined ? {} : { day, inDays: Math.max(1, daysBetween(f.days.today, day)) }),
  };
};

const islandView = (
  f: Facts,
  island: Island,
  order: number,
  more: { place: Places; ghosts: IslandView['ghosts']; picked: string[] },
): IslandView => {
  const stations = island.stations.map((s) => stationView(f, island, s));
  const state = islandDone(f.progress, island)
    ? 'done'
    : islandOpen(f.quest, f.progress, island, f.days)
      ? 'current'
      : 'locked';
  const { opens: _, ...shown } = island;
  const lock = state === 'locked' ? lockOf(f, island) : undefined;
  return {
    ...shown,
    order,
    state,
    ...(lock ? { lock } : {}),
    stars: stations.reduce((n, s) => n + s.stars, 0),
    ...more,
    stations,
  };
};

/** Today's voyage: learn, practise, and meet what was missed; what is done stays on the list. */
const tasksOf = (f: Facts, ghostsAwake: number): TaskView[] => {
  const doneToday = (kind: Station['kind']): number =>
    f.quest.islands
      .flatMap((i) => i.stations)
      .filter((s) => s.kind === kind)
      .map((s) => f.progress.get(s.id)?.doneAt ?? 0)
      .filter((at) => at > 0 && playDay(at, f.zone) === f.days.today).length;
  const all = f.quest.islands.flatMap((i) => i.stations);
  const next = currentStation(f.quest, f.progress, f.days)?.station;
  const tasks: TaskView[] = [];
  for (const kind of ['card', 'practice'] as const) {
    const of = all.filter((s) => s.kind === kind);
    const station = of.find((s) => f.progress.get(s.id)?.done !== true) ?? of[0];
    if (!station) continue;
    const coins = questionsOf(station) * payOf(station).first;
    tasks.push({ kind, count: 1, done: Math.min(1, doneToday(kind)), coins });
  }
  if (ghostsAwake > 0) {
    tasks.push({ kind: 'ghosts', count: Math.min(2, ghostsAwake), done: 0, coins: COINS.ghostTamed });
    return tasks;
  }
  const station = all.find((s) => s.id === next);
  if (station?.kind === 'exam' || station?.kind === 'boss')
    tasks.push({ kind: station.kind, count: 1, done: 0, coins: payOf(station).first });
  return tasks;
};

/** The whole quest as this person sees it: islands, stations, ghosts, tasks, colleagues. */
export const questViewOf = async (ctx: Ctx, by: Signed): Promise<QuestView> => {
  const db = ctx.db.read;
  const quest = await findQuest(db, by);
  const today = playDay(ctx.now(), by.zone);
  const [progress, open, exams, allGhosts, finds, coins, peers, last, days, marked] = await Promise.all([
    progressOf(db, by.person, quest.id),
    openAttempts(db, by.person),
    examsOn(db, by.person, today),
    ghostsOf(db, by.person, (g) => ghostAwake(g, today)),
    findsOf(db, by.person),
    balanceOf(db, by.person),
    peersOf(db, quest, by, today, MOST_PEERS),
    streakOf(db, by.person),
    daysOf(db, by, quest.id, ctx.now()),
    markedUnseen(db, by.person, quest.id),
  ]);
  const facts: Facts = { quest, progress, open, exams, days, zone: by.zone };
  const ghosts = allGhosts.filter((g) => quest.islands.some((i) => i.id === g.island));
  const places = placedIslands(quest);
  const islands = quest.islands.map((island, i) =>
    islandView(facts, island, i + 1, {
      place: places[i] as Places,
      ghosts: ghosts.filter((g) => g.island === island.id).map(({ island: _, ...g }) => g),
      picked: finds.filter((x) => x.island === island.id).map((x) => x.spot),
    }),
  );
  const gap = last.day === undefined ? 99 : daysBetween(last.day, today);
  const current = currentStation(quest, progress, days);
  return {
    id: plainId(quest.id),
    name: quest.name,
    day: Math.max(1, daysBetween(days.start, today) + 1),
    days: quest.days,
    coins,
    streak: gap <= 1 ? last.streak : 0,
    islands,
    ...(isPreview(quest.id) ? { preview: true as const } : {}),
    ...(current ? { current } : {}),
    tasks: tasksOf(facts, ghosts.filter((g) => g.awake).length),
    peers,
    unread: 0,
    credits: 0,
    ...(marked.length > 0 ? { marked } : {}),
  };
};

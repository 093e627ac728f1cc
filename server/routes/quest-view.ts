import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { IslandView, LockView, QuestView, StationView, TaskView } from '../domain/api.ts';
import type { SubmissionState } from '../domain/assignment.ts';
import { dayOf, isRest, voyageDay } from '../domain/calendar.ts';
import { creditsOf, earnedCredits } from '../domain/credits.ts';
import { banksSailed, REVIEW_QUESTIONS } from '../domain/drill.ts';
import { ghostAwake } from '../domain/ghost.ts';
import {
  currentStation,
  type Days,
  hasBegun,
  islandDone,
  islandOpen,
  openingDay,
  openingOf,
  stationState,
} from '../domain/journey.ts';
import type { Island, Places, Quest, Station } from '../domain/quest.ts';
import { placedIslands } from '../domain/quest-places.ts';
import { bossRules, examRules, mostCoins, payOf, questionsOf } from '../domain/quest-station.ts';
import { COINS, DRILL_PAY } from '../domain/rewards.ts';
import { shownStreak } from '../domain/streak.ts';
import { daysBetween, playDay } from '../domain/time.ts';
import { examsOn, type OpenAttempt, openAttempts } from '../store/attempt.ts';
import { restsOf, streakOf } from '../store/checkin.ts';
import { cohortOf } from '../store/cohort.ts';
import type { Db } from '../store/db.ts';
import { markedUnseen } from '../store/essay.ts';
import { milestonesOf } from '../store/graduation.ts';
import { balanceOf } from '../store/ledger.ts';
import { unreadOf } from '../store/message.ts';
import { dueBy } from '../store/practice.ts';
import {
  daysOf,
  findsOf,
  ghostsOf,
  type ProgressRow,
  peersOf,
  progressOf,
  submissionsOf,
} from '../store/quest.ts';
import { findQuest, isPreview, plainId } from '../store/quest-version.ts';

const MOST_PEERS = 12;

type Facts = {
  quest: Quest;
  progress: Map<string, ProgressRow & { done: boolean }>;
  open: OpenAttempt[];
  /** Exam attempts of today by station. */
  exams: Map<string, number>;
  days: Days;
  /** Credits by station. */
  credits: ReadonlyMap<string, number>;
  /** Works that were begun, by station. */
  submissions: ReadonlyMap<string, SubmissionState>;
  /** Today's play day in the organisation's zone: attempts and bosses count by it. */
  today: number;
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
          hp: bossHpOn(f.today, state, station),
          maxHp: bossRules(station).hp,
        },
      }
    : {};

const stationView = (f: Facts, island: Island, station: Station): StationView => {
  const row = f.progress.get(station.id);
  const before = { done: row?.done ?? false, tier: row?.tier ?? 0 };
  const attempt = f.open.find((a) => a.station === station.id);
  const submission = f.submissions.get(station.id);
  return {
    id: station.id,
    kind: station.kind,
    name: station.name,
    minutes: station.minutes,
    state: stationState(f.quest, f.progress, island, station, f.days),
    stars: row?.stars ?? 0,
    coins: mostCoins(station, before),
    questions: questionsOf(station),
    credits: f.credits.get(station.id) ?? 0,
    ...(station.optional ? { optional: true as const } : {}),
    ...(submission ? { submission } : {}),
    ...examView(f, station, row?.best),
    ...bossView(f, station, row?.state),
    ...(attempt ? { openAttempt: attempt.id } : {}),
  };
};

/** Before the programme begins, an island that nothing else holds up opens on its first day. */
const lockOf = (f: Facts, island: Island): LockView => {
  const { calendar, today } = f.days;
  const { rule, before } = openingOf(f.quest, island);
  const opensOn = (kind: LockView['rule'], day: number): LockView => ({
    rule: kind,
    day,
    inDays: Math.max(1, daysBetween(today, day)),
  });
  const day = openingDay(rule, calendar);
  if (day !== undefined) return opensOn(rule.kind === 'date' ? 'date' : 'day', day);
  if (rule.kind === 'open' || !before || before === island) return opensOn('day', dayOf(calendar, 1));
  return { rule: rule.kind, island: before.id };
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

/** Kinds that have a line of their own on every day. */
const LEARNT: ReadonlySet<string> = new Set(['card', 'practice']);
/** Today's voyage: learn, practise, and meet what was missed; what is done stays on the list. */
const tasksOf = (f: Facts, ghostsAwake: number, due: number): TaskView[] => {
  if (!hasBegun(f.days)) return [];
  const doneToday = (kind: Station['kind']): number =>
    f.quest.islands
      .flatMap((i) => i.stations)
      .filter((s) => s.kind === kind)
      .map((s) => f.progress.get(s.id)?.doneAt ?? 0)
      .filter((at) => at > 0 && playDay(at, f.zone) === f.today).length;
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
  if (due > 0) {
    const count = Math.min(due, REVIEW_QUESTIONS);
    tasks.push({ kind: 'review', count, done: 0, coins: count * DRILL_PAY });
  }
  if (ghostsAwake > 0) {
    tasks.push({ kind: 'ghosts', count: Math.min(2, ghostsAwake), done: 0, coins: COINS.ghostTamed });
    return tasks;
  }
  const station = all.find((s) => s.id === next);
  if (station && !LEARNT.has(station.kind))
    tasks.push({ kind: station.kind, count: 1, done: 0, coins: payOf(station).first });
  return tasks;
};

type Programme = Pick<QuestView, 'day' | 'days' | 'streak' | 'unread' | 'ceremony' | 'cohort'>;
/** Where the learner is in the days of the programme, and what waits outside its islands. */
const programmeOf = async (f: Facts, db: Db, by: Signed): Promise<Programme> => {
  const { calendar, today } = f.days;
  const [last, rests, unread, at, cohort] = await Promise.all([
    streakOf(db, by.person),
    restsOf(db, by.person),
    unreadOf(db, by.person),
    milestonesOf(db, by.person, f.quest.id),
    cohortOf(db, by.person, f.quest.id),
  ]);
  const place = { day: voyageDay(calendar, today), days: f.quest.days };
  const resting = isRest(calendar.rest, today);
  return {
    ...place,
    streak: shownStreak(last, f.today, rests),
    unread,
    ...(at.graduatedAt === undefined ? {} : { ceremony: at.medalAt === undefined ? 'waiting' : 'done' }),
    ...(cohort ? { cohort: { name: cohort.name, ...place, resting } } : {}),
  };
};

/** The whole quest as this person sees it: islands, stations, ghosts, tasks, colleagues. */
export const questViewOf = async (ctx: Ctx, by: Signed): Promise<QuestView> => {
  const db = ctx.db.read;
  const quest = await findQuest(db, by);
  const today = playDay(ctx.now(), by.zone);
  const [progress, open, exams, allGhosts, finds, coins, peers, submissions, days, marked, due] =
    await Promise.all([
      progressOf(db, by.person, quest.id),
      openAttempts(db, by.person),
      examsOn(db, by.person, today),
      ghostsOf(db, by.person, (g) => ghostAwake(g, today)),
      findsOf(db, by.person),
      balanceOf(db, by.person),
      peersOf(db, quest, by, ctx.now(), MOST_PEERS),
      submissionsOf(db, by.person, quest.id),
      daysOf(db, by, quest.id, ctx.now()),
      markedUnseen(db, by.person, quest.id),
      dueBy(db, by.person, banksSailed(quest), ctx.now()),
    ]);
  const credits = creditsOf(quest);
  const more = { days, credits, submissions, today, zone: by.zone };
  const facts: Facts = { quest, progress, open, exams, ...more };
  const ghosts = allGhosts.filter((g) => quest.islands.some((i) => i.id === g.island));
  const places = placedIslands(quest);
  const islands = quest.islands.map((island, i) =>
    islandView(facts, island, i + 1, {
      place: places[i] as Places,
      ghosts: ghosts.filter((g) => g.island === island.id).map(({ island: _, ...g }) => g),
      picked: finds.filter((x) => x.island === island.id).map((x) => x.spot),
    }),
  );
  const current = currentStation(quest, progress, days);
  return {
    id: plainId(quest.id),
    name: quest.name,
    ...(await programmeOf(facts, db, by)),
    coins,
    islands,
    ...(isPreview(quest.id) ? { preview: true as const } : {}),
    ...(current ? { current } : {}),
    tasks: tasksOf(facts, ghosts.filter((g) => g.awake).length, due.length),
    peers,
    credits: earnedCredits(credits, progress),
    ...(marked.length > 0 ? { marked } : {}),
  };
};

import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { PointView, PracticeView } from '../domain/api-practice.ts';
import { banksSailed, whereAsked } from '../domain/drill.ts';
import { currentStation, findStation } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import { quickStarts } from '../domain/quick-start.ts';
import { playDay, playDayBegin } from '../domain/time.ts';
import {
  correctionsOf,
  drillCoinsLeft,
  dueBy,
  type KnownGhost,
  knownGhosts,
  stemsOf,
} from '../store/practice.ts';
import { pointsOf } from '../store/practice-point.ts';
import { daysOf, progressOf } from '../store/quest.ts';
import { findQuest } from '../store/quest-version.ts';
import { reviewables } from './drill.ts';

const DAY_MS = 86_400_000;

const nextStation = (quest: Quest, current: ReturnType<typeof currentStation>) => {
  if (!current) return undefined;
  const { station } = findStation(quest, current.station);
  return { ...current, name: station.name, minutes: station.minutes };
};

/** Knowledge points in the order in which the voyage asks them, each with its island. */
const inVoyageOrder = (quest: Quest, points: readonly PointView[]): PointView[] => {
  const places = whereAsked(quest);
  return points
    .map((p) => ({ point: p, place: places(p.bank, p.point) }))
    .sort((a, b) => a.place.order - b.place.order || (a.point.point < b.point.point ? -1 : 1))
    .map(({ point, place }) => ({ ...point, ...(place.island ? { island: place.island } : {}) }));
};

const albumOf = async (ctx: Ctx, ghosts: readonly KnownGhost[]): Promise<PracticeView['album']> => {
  const tamed = ghosts.flatMap(({ tamedAt, ...g }) => (tamedAt === null ? [] : [{ ...g, tamedAt }]));
  const stems = await stemsOf(
    ctx.db.read,
    tamed.map((g) => g.question),
  );
  return tamed
    .sort((a, b) => b.tamedAt - a.tamedAt)
    .map(({ id, question, island, tamedAt }) => ({ id, stem: stems.get(question) ?? {}, island, tamedAt }));
};

/** The ghosts that can be met now on this quest's islands, and the first of them. */
const awakeOn = (quest: Quest, ghosts: readonly KnownGhost[]) => {
  const here = new Set(quest.islands.flatMap((i) => i.stations.map((s) => s.id)));
  const awake = ghosts.filter((g) => g.awake && g.askable && here.has(g.station));
  const [first] = awake;
  if (!first) return undefined;
  return { count: awake.length, ghost: first.id, island: first.island, station: first.station };
};

/** Everything on the practice page of one person. */
export const practiceViewOf = async (ctx: Ctx, by: Signed): Promise<PracticeView> => {
  const db = ctx.db.read;
  const now = ctx.now();
  const quest = await findQuest(db, by);
  const today = playDay(now, by.zone);
  const banks = banksSailed(quest);
  const afterTomorrow = playDayBegin(playDayBegin(now, by.zone) + 2.5 * DAY_MS, by.zone);
  const [progress, days, fading, ghosts, points, corrections, coinsLeft] = await Promise.all([
    progressOf(db, by.person, quest.id),
    daysOf(db, by, quest.id, now),
    dueBy(db, by.person, banks, afterTomorrow - 1),
    knownGhosts(db, by, today),
    pointsOf(db, by.person, banks, now),
    correctionsOf(db, by.person),
    drillCoinsLeft(db, by.person, today),
  ]);
  const review = reviewables(fading, ghosts, banks);
  const due = review.filter((r) => r.ghost || r.dueAt <= now).length;
  const ordered = inVoyageOrder(quest, points);
  const waiting = ghosts.filter((g) => !g.ghost.tamed);
  return {
    quick: quickStarts({
      ghosts: awakeOn(quest, ghosts),
      due,
      station: nextStation(quest, currentStation(quest, progress, days)),
      points: ordered,
    }),
    due,
    dueSoon: review.length - due,
    ghosts: {
      awake: waiting.filter((g) => g.awake).length,
      asleep: waiting.filter((g) => !g.awake).length,
      tamed: ghosts.length - waiting.length,
    },
    album: await albumOf(ctx, ghosts),
    corrections,
    points: ordered,
    coinsLeft,
  };
};

import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import type { Popularity } from '../analytics/recommend.ts';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { PointView } from '../domain/api-practice.ts';
import type { Recommended, SkillMap } from '../domain/api-reach.ts';
import { banksSailed, POINT_QUESTIONS, whereAsked } from '../domain/drill.ts';
import { dice, seedOf } from '../domain/random.ts';
import {
  gapOf,
  type PointFacts,
  type Proposal,
  recommend,
  type Strategy,
  sameForAll,
} from '../domain/recommend.ts';
import { playDay } from '../domain/time.ts';
import { once } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { findMe } from '../store/person.ts';
import { pointsOf } from '../store/practice-point.ts';
import { findQuest } from '../store/quest-version.ts';
import {
  askedBy,
  keepList,
  listOfDay,
  postLevels,
  postOf,
  requiresOf,
  savePostLevels,
} from '../store/skill-map.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };
const SECONDS_EACH = 20;
/** A guess where nothing is known yet. */
const UNKNOWN_P = 0.5;

type Standing = { post: string | undefined; points: PointView[]; asked: Map<string, number> };
const keyOf = (p: { bank: string; point: string }): string => `${p.bank}:${p.point}`;

/** How a person stands at the points of the voyage and at those the post asks. */
const standingOf = async (ctx: Ctx, by: Signed): Promise<Standing> => {
  const db = ctx.db.read;
  const [quest, post] = await Promise.all([findQuest(db, by), postOf(db, by.person)]);
  const asked = await askedBy(db, by.org, post);
  const extra = [...asked.keys()].map((key) => key.slice(0, key.indexOf(':')));
  const banks = [...new Set([...banksSailed(quest), ...extra])];
  const found = await pointsOf(db, by.person, banks, ctx.now());
  const place = whereAsked(quest);
  const placed = found.map((p) => ({ p, at: place(p.bank, p.point) }));
  placed.sort((a, b) => a.at.order - b.at.order || (keyOf(a.p) < keyOf(b.p) ? -1 : 1));
  const points = placed.map(({ p, at }) => ({ ...p, ...(at.island ? { island: at.island } : {}) }));
  return { post, points, asked };
};

const mapOf = ({ post, points, asked }: Standing): SkillMap => {
  const shown = points.map((p) => {
    const { bank, point, name, level, current, answers, island } = p;
    const required = asked.get(keyOf(p));
    const gap = required === undefined ? undefined : gapOf({ required, p: current?.p ?? 0 });
    return {
      ...{ bank, point, name, level, answers },
      ...(current ? { current } : {}),
      ...(required === undefined || gap === undefined ? {} : { required, gap }),
      ...(island === undefined ? {} : { island }),
    };
  });
  const owed = shown.filter((p) => p.required !== undefined);
  return {
    ...(post === undefined ? {} : { post }),
    points: shown,
    asked: owed.length,
    reached: owed.filter((p) => p.gap === 0).length,
  };
};

const factsOf = (s: Standing, requires: ReadonlyMap<string, string[]>, crowd: Popularity): PointFacts[] => {
  const done = new Map(crowd.points.map((p) => [keyOf(p), p.done]));
  return s.points.map((p) => {
    const required = s.asked.get(keyOf(p));
    return {
      id: keyOf(p),
      p: p.current?.p ?? UNKNOWN_P,
      answers: p.answers,
      mastered: p.level === 'mastered',
      requires: requires.get(keyOf(p)) ?? [],
      ...(required === undefined ? {} : { required }),
      due: p.due,
      done: done.get(keyOf(p)) ?? 0,
      of: crowd.of,
    };
  });
};

const shownOf = (
  proposals: readonly Proposal[],
  facts: readonly PointFacts[],
  points: readonly PointView[],
): Recommended[] =>
  proposals.flatMap(({ id, reason }, i) => {
    const p = points.find((x) => keyOf(x) === id);
    const f = facts.find((x) => x.id === id);
    if (!p || !f) return [];
    const figures = {
      required: Math.round(100 * (f.required ?? 0)),
      shown: Math.round(100 * (p.current?.p ?? 0)),
      due: f.due,
      share: f.of === 0 ? 0 : Math.round((100 * f.done) / f.of),
    };
    const learn = p.answers === 0 && p.island !== undefined;
    const { bank, point, name, island } = p;
    const minutes = Math.max(1, Math.ceil((Math.min(POINT_QUESTIONS, p.questions) * SECONDS_EACH) / 60));
    const place =
      learn && island !== undefined ? { kind: 'learn' as const, island } : { kind: 'practice' as const };
    return [{ rank: i + 1, ...place, bank, point, name, reason, figures, minutes }];
  });

/** Which list won on the company's own log, asked once a day. */
const winners = new WeakMap<Ctx['db'], Map<string, { day: number; strategy: Promise<Strategy> }>>();
const winnerOf = (ctx: Ctx, org: string, day: number): Promise<Strategy> => {
  const known = winners.get(ctx.db) ?? new Map<string, { day: number; strategy: Promise<Strategy> }>();
  winners.set(ctx.db, known);
  const last = known.get(org);
  if (last?.day === day) return last.strategy;
  const strategy = askLog(ctx.db, 'contest', { org }).then((c) => c.strategy);
  known.set(org, { day, strategy });
  strategy.catch(() => known.delete(org));
  return strategy;
};

const map = route('GET /api/skill-map', { access: 'learner', limit: READ }, async (ctx, { by }) =>
  mapOf(await standingOf(ctx, by)),
);

const proposals = route(
  'POST /api/recommendations',
  { access: 'learner', limit: WRITE, body: z.strictObject({}) },
  async (ctx, { by }) => {
    const db = ctx.db.read;
    const day = playDay(ctx.now(), by.zone);
    const { settings } = await findMe(db, by.person, by.session);
    const personalised = !settings.sameList;
    const known = await listOfDay(db, by.person, day, personalised);
    if (known) return known;
    const standing = await standingOf(ctx, by);
    const crowd = await askLog(ctx.db, 'popularity', { org: by.org, post: standing.post ?? null });
    const facts = factsOf(
      standing,
      await requiresOf(db, [...new Set(standing.points.map((p) => p.bank))]),
      crowd,
    );
    const strategy = personalised ? await winnerOf(ctx, by.org, day) : 'popular';
    const random = dice(seedOf(`${by.person}:${day}`));
    const list = personalised ? recommend(facts, strategy, random) : sameForAll(facts);
    const items = shownOf(list, facts, standing.points);
    return commit(ctx, (tx) => keepList(tx, by, { day, items, strategy, personalised }));
  },
);

const levels = route('GET /api/post-levels', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  postLevels(ctx.db.read, by.org),
);
const Id = z.string().min(1).max(64);
const Levels = z.strictObject({
  post: z.string().trim().min(1).max(80),
  levels: z
    .array(z.strictObject({ bank: Id, point: Id, required: z.number().min(0.05).max(1).nullable() }))
    .min(1)
    .max(500),
});
const save = route(
  'POST /api/post-levels/save',
  { access: 'trainer', limit: WRITE, body: Levels },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => savePostLevels(tx, by, body));
    return postLevels(ctx.db.read, by.org);
  },
);

export const reachSkillRoutes = [map, proposals, levels, save];

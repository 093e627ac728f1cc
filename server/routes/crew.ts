import { z } from 'zod';
import { RuleError } from '../domain/errors.ts';
import { findStation, openStation } from '../domain/journey.ts';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import type { Actor } from '../store/commit.ts';
import { type CrewPlace, crewInfos, openCrewAt, openCrews } from '../store/crew.ts';
import { settleOverdue } from '../store/crew-fight.ts';
import type { Db } from '../store/db.ts';
import { daysOf, progressOf } from '../store/quest.ts';
import { findQuest } from '../store/quest-version.ts';
import { route } from './route.ts';

const PACE = { perMinute: 60, burst: 20 };
const Id = z.string().min(1).max(64);

/** Throws `station.*`, `island.locked`; a preview has no company. */
const placeOf = async (db: Db, by: Actor, station: string, now: number): Promise<CrewPlace> => {
  if (by.preview) throw new RuleError('station.wrong_kind');
  const quest = await findQuest(db, by);
  if (findStation(quest, station).station.kind !== 'boss') throw new RuleError('station.wrong_kind');
  const progress = await progressOf(db, by.person, quest.id);
  const at = openStation(quest, progress, station, await daysOf(db, by, quest.id, now));
  if (at.station.kind !== 'boss') throw new RuleError('station.wrong_kind');
  return { quest, island: at.island, station: at.station };
};

const OpenBody = z.strictObject({ station: Id });
const open = route('POST /api/crews/open', { access: 'learner', limit: PACE, body: OpenBody }, (ctx, call) =>
  once(ctx, call.by.person, call.commandId, async (tx) => {
    await holdPerson(tx, call.by.person);
    const at = await placeOf(tx.db, call.by, call.body.station, tx.now);
    await settleOverdue(tx, call.by, at.station.id);
    const crew = await openCrewAt(tx, call.by, at);
    const [info] = await crewInfos(tx.db, at.station.boss, [crew]);
    if (!info) throw new RuleError('crew.unknown');
    return info;
  }),
);

const list = route('GET /api/crews/:station', { access: 'learner', limit: PACE }, async (ctx, call) => {
  const at = await placeOf(ctx.db.read, call.by, Id.parse(call.params.station), ctx.now());
  const crews = await openCrews(ctx.db.read, call.by, at.station.id, ctx.now());
  return crewInfos(ctx.db.read, at.station.boss, crews);
});

export const crewRoutes = [open, list];

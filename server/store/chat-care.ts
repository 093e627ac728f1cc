import { sql } from 'kysely';
import type { CareChannel, SilenceView } from '../domain/api-chat.ts';
import { type ChannelRef, channelId, readChannel } from '../domain/chat.ts';
import { RuleError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { findBattle } from './battle.ts';
import { makeChannel } from './chat.ts';
import { needCohort } from './cohort.ts';
import { commit, type StoreCtx, type Tx } from './commit.ts';
import { findCrew } from './crew.ts';
import type { Db } from './db.ts';
import { policyOf } from './policy.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A channel of the company that is no direct one. Throws `chat.unknown`. */
const needOpenKind = async (db: Db, org: string, at: ChannelRef): Promise<void> => {
  const { kind, ref } = at;
  try {
    if (kind === 'crew') await findCrew(db, org, ref);
    else if (kind === 'battle') await findBattle(db, org, ref);
    else if (kind === 'cohort') await needCohort(db, org, ref);
    else if (kind === 'direct') throw new RuleError('chat.unknown');
    else
      await db
        .selectFrom('department')
        .select('id')
        .where('id', '=', ref)
        .where('org', '=', org)
        .executeTakeFirstOrThrow(() => new RuleError('chat.unknown'));
  } catch (error) {
    if (error instanceof RuleError) throw new RuleError('chat.unknown');
    throw error;
  }
};

export type ChannelChange = { channel: string; closed?: boolean; slow?: number | null };
/** Closes or opens a channel, or sets its pace; what is so already changes nothing. Throws `chat.unknown`. */
export const changeChannel = async (
  tx: Tx,
  by: Editor,
  { channel: id, closed, slow }: ChannelChange,
): Promise<void> => {
  const at = readChannel(id);
  await needOpenKind(tx.db, by.org, at);
  await makeChannel(tx, by.org, { id, ...at });
  const now = await tx.db
    .selectFrom('chat_channel')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (closed !== undefined && closed !== (now.closedAt !== null)) {
    const set = closed ? { closedAt: tx.now, closedBy: by.person } : { closedAt: null, closedBy: null };
    await tx.db.updateTable('chat_channel').set(set).where('id', '=', id).execute();
    await auditIn(tx, by, { action: closed ? 'chat.close' : 'chat.open', object: id });
  }
  if (slow !== undefined && slow !== now.slowSeconds) {
    await tx.db.updateTable('chat_channel').set({ slowSeconds: slow }).where('id', '=', id).execute();
    await auditIn(tx, by, { action: 'chat.slow', object: id, details: { before: now.slowSeconds, slow } });
  }
};

/** Nobody silences somebody of more rights. Throws `person.unknown`, `auth.forbidden`. */
export const silence = async (tx: Tx, by: Editor, person: string, hours: number): Promise<void> => {
  const row = await tx.db
    .selectFrom('person')
    .select('role')
    .where('id', '=', person)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row) throw new RuleError('person.unknown');
  if (ROLES.indexOf(row.role as Role) > ROLES.indexOf(by.role)) throw new RuleError('auth.forbidden');
  const until = tx.now + hours * HOUR;
  const set = { until, by: by.person, at: tx.now };
  await tx.db
    .insertInto('chat_silence')
    .values({ person, org: by.org, ...set })
    .onConflict((c) => c.column('person').doUpdateSet(set))
    .execute();
  await auditIn(tx, by, {
    action: hours > 0 ? 'chat.mute' : 'chat.unmute',
    object: person,
    details: { hours },
  });
};

export const silencesOf = async (db: Db, org: string, now: number): Promise<SilenceView[]> => {
  const rows = await db
    .selectFrom('chat_silence as s')
    .leftJoin('identity as i', 'i.person', 's.person')
    .leftJoin('identity as j', 'j.person', 's.by')
    .select(['s.person', 's.until', 'i.name', 'j.name as judge'])
    .where('s.org', '=', org)
    .where('s.until', '>', now)
    .orderBy('s.until')
    .execute();
  return rows.map(({ person, name, until, judge }) => ({
    person: { id: person, name: name ?? '' },
    until: Number(until),
    by: judge ?? '',
  }));
};

/** What stands in the channels of a company that are no direct ones. */
const openKinds = (db: Db, org: string) =>
  db
    .selectFrom('chat_channel as c')
    .leftJoin('battle as b', (j) => j.onRef('b.id', '=', 'c.ref').on('c.kind', '=', 'battle'))
    .select(['c.id', 'c.kind', 'c.lastAt', 'c.slowSeconds', 'c.closedAt', 'b.title'])
    .where('c.org', '=', org)
    .where('c.kind', '!=', 'direct')
    .execute();

const openCohorts = (db: Db, org: string) =>
  db
    .selectFrom('cohort')
    .select(['id', 'name'])
    .where('org', '=', org)
    .where('archivedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .execute();

/** Departments, cohorts, and the crews and battles in which somebody spoke within a day. */
export const careChannels = async (db: Db, org: string, now: number): Promise<CareChannel[]> => {
  const [departments, cohorts, rows] = await Promise.all([
    db.selectFrom('department').select(['id', 'name']).where('org', '=', org).orderBy('name').execute(),
    openCohorts(db, org),
    openKinds(db, org),
  ]);
  const known = new Map(rows.map((r) => [r.id, r]));
  const view = (id: string, kind: CareChannel['kind'], name: string): CareChannel => {
    const row = known.get(id);
    return {
      ...{ id, kind, name, closed: row?.closedAt != null },
      ...(row?.slowSeconds == null ? {} : { slow: row.slowSeconds }),
      ...(row?.lastAt == null ? {} : { lastAt: Number(row.lastAt) }),
    };
  };
  const lively = rows.filter(
    (r) => (r.kind === 'crew' || r.kind === 'battle') && Number(r.lastAt ?? 0) > now - DAY,
  );
  return [
    ...departments.map((d) => view(channelId({ kind: 'department', ref: d.id }), 'department', d.name)),
    ...cohorts.map((c) => view(channelId({ kind: 'cohort', ref: c.id }), 'cohort', c.name)),
    ...lively.map((r) => view(r.id, r.kind as CareChannel['kind'], r.title ?? '')),
  ];
};

/** Deletes texts and judged reports that are older than each company keeps them; gives how many texts. */
export const pruneChat = async (ctx: StoreCtx): Promise<number> => {
  const orgs = await ctx.db.read.selectFrom('org').select('id').execute();
  let gone = 0;
  for (const { id } of orgs) {
    const { chat } = await policyOf(ctx.db.read, id);
    gone += await commit(ctx, (tx) => pruneOrg(tx, id, tx.now - chat.keptDays * DAY));
  }
  return gone;
};

const pruneOrg = async (tx: Tx, org: string, before: number): Promise<number> => {
  await sql`delete from "chat_reaction" where exists (select 1 from "chat_message" m where m."org" = ${org}
    and m."at" < ${before} and m."channel" = "chat_reaction"."channel" and m."seq" = "chat_reaction"."seq")`.execute(
    tx.db,
  );
  const done = await tx.db
    .deleteFrom('chat_message')
    .where('org', '=', org)
    .where('at', '<', before)
    .executeTakeFirst();
  await tx.db.deleteFrom('report').where('org', '=', org).where('judgedAt', '<', before).execute();
  await tx.db.deleteFrom('chat_silence').where('org', '=', org).where('until', '<', before).execute();
  return Number(done.numDeletedRows);
};

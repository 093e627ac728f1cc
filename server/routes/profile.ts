import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { ProfileView, Seen } from '../domain/api-friends.ts';
import { readLook } from '../domain/look.ts';
import { once } from '../store/command.ts';
import { facesOf } from '../store/face.ts';
import { needColleague } from '../store/friend-act.ts';
import { looked } from '../store/look.ts';
import { mineOf, profileOf, saveLook, saveProfile, showsPresence } from '../store/profile.ts';
import { reportIn } from '../store/report.ts';
import { lookOf } from './avatar.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 30, burst: 20 };
const LONGEST_LINE = 60;
const Id = z.string().max(64);

/** Whether somebody is here, for all but those who hide; who asks about oneself is here. */
export const seenOf = async (ctx: Ctx, by: Signed, person: string): Promise<Seen> => {
  if (!(await showsPresence(ctx.db.read, person))) return { online: false };
  const at = (await ctx.line.whereAre(by.org, [person])).get(person);
  return at ? { online: true, at } : { online: false };
};

const viewOf = async (ctx: Ctx, by: Signed, person: string): Promise<ProfileView> => {
  const profile = await profileOf(ctx.db.read, by, person, ctx.now());
  const seen = await seenOf(ctx, by, person);
  if (person !== by.person) return { ...profile, ...seen };
  const mine = { ...(await mineOf(ctx.db.read, person)), look: lookOf(ctx, profile.face.avatar) };
  return { ...profile, ...seen, mine };
};

const read = route(
  'GET /api/people/:person',
  { access: 'learner', limit: READ },
  async (ctx, { by, params }) => {
    const view = await viewOf(ctx, by, params.person ?? '');
    if (by.role !== 'learner') looked(ctx, by, [params.person ?? ''], 'person');
    return view;
  },
);

/** One line: no breaks, no control characters. */
const Line = z
  .string()
  .transform((s) => s.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .refine((s) => [...s].length <= LONGEST_LINE && !/[\p{Cc}\p{Co}\p{Cn}]/u.test(s), 'bad_request');
const Patch = z.strictObject({
  line: Line.optional(),
  title: Id.optional(),
  frame: Id.optional(),
  skin: Id.optional(),
});
const save = route(
  'POST /api/profile',
  { access: 'learner', limit: WRITE, body: Patch },
  async (ctx, { by, body, commandId }) => {
    const said = Object.entries(body).filter(([, v]) => v !== undefined);
    await once(ctx, by.person, commandId, (tx) => saveProfile(tx, by, Object.fromEntries(said)));
    return viewOf(ctx, by, by.person);
  },
);

const LookText = z.strictObject({
  look: z.string().refine((s) => readLook(s) !== undefined, 'bad_request'),
});
const look = route(
  'POST /api/profile/look',
  { access: 'learner', limit: WRITE, body: LookText },
  async (ctx, { by, body, commandId }) => {
    const face = (await facesOf(ctx.db.read, [by.person])).get(by.person);
    const worn = lookOf(ctx, face?.avatar ?? '');
    await once(ctx, by.person, commandId, (tx) => saveLook(tx, by, lookOf(ctx, body.look), worn));
    ctx.line.refresh(by.org, [by.person]);
    return viewOf(ctx, by, by.person);
  },
);

const Report = z.strictObject({ person: Id, reason: z.string().trim().min(1).max(300) });
const report = route(
  'POST /api/profile/report',
  { access: 'learner', limit: WRITE, body: Report },
  async (ctx, { by, body, commandId }) => {
    const { person, reason } = body;
    await once(ctx, by.person, commandId, async (tx) => {
      await needColleague(tx.db, by, person);
      const { face, line } = await profileOf(tx.db, by, person, tx.now);
      const text = line === '' ? face.name : `${face.name}: ${line}`;
      await reportIn(tx, by, { kind: 'profile', obj: person, person, text, reason });
    });
    return { ok: true as const };
  },
);

export const profileRoutes = [read, save, look, report];

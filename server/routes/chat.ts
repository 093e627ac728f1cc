import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { CHAT_REACTIONS, type ChannelView, REPORT_REASONS } from '../domain/api-chat.ts';
import { isText, tidyText } from '../domain/chat.ts';
import { RuleError } from '../domain/errors.ts';
import {
  deleteOwn,
  muteChannel,
  openDirect,
  reactTo,
  readTo,
  reportMessage,
  say,
  silentUntil,
} from '../store/chat.ts';
import { channelViews, openOnes, placesOf } from '../store/chat-list.ts';
import { membersOf, needPlace, type Place, type Talker } from '../store/chat-member.ts';
import { linesBefore, linesSince, revOf } from '../store/chat-page.ts';
import { once } from '../store/command.ts';
import { facesOf } from '../store/face.ts';
import { policyOf } from '../store/policy.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 120 };
const SEND = { perMinute: 40, burst: 12 };
const ACT = { perMinute: 60, burst: 30 };

const Channel = z.string().min(1).max(120);
const Seq = z.int().min(1).max(1_000_000_000);
const Spot = z.strictObject({ channel: Channel, seq: Seq });
const Count = z.coerce.number().int().min(0).max(1_000_000_000);

/** Tells everybody in the channel that something is new there; call it after the commit. */
const tell = async (ctx: Ctx, by: Talker, channel: string): Promise<void> => {
  const place = await needPlace(ctx.db.read, by, channel);
  ctx.line.tell(by.org, await membersOf(ctx.db.read, by, place), { kind: 'chat', channel });
};

const viewsOf = async (ctx: Ctx, by: Talker, places: readonly Place[]): Promise<ChannelView[]> => {
  const { chat } = await policyOf(ctx.db.read, by.org);
  const others = await openOnes(
    ctx.db.read,
    places.flatMap((p) => p.other ?? []),
  );
  const here = new Set((await ctx.line.whereAre(by.org, others)).keys());
  return channelViews(ctx.db.read, by, places, { now: ctx.now(), slow: chat.slowSeconds, here });
};

const list = route('GET /api/chat', { access: 'learner', limit: READ }, async (ctx, { by }) => {
  const channels = await viewsOf(ctx, by, await placesOf(ctx.db.read, by, ctx.now()));
  const until = await silentUntil(ctx.db.read, by.person, ctx.now());
  const unread = channels.reduce((sum, c) => sum + (c.muted ? 0 : c.unread), 0);
  channels.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
  return { channels, unread, ...(until === undefined ? {} : { silentUntil: until }) };
});

const page = route('GET /api/chat/:channel', { access: 'learner', limit: READ }, async (ctx, call) => {
  const { by, params, query } = call;
  const db = ctx.db.read;
  const place = await needPlace(db, by, Channel.parse(params.channel));
  const rev = await revOf(db, place.id);
  const found =
    query.since === undefined
      ? await linesBefore(
          db,
          by,
          place.id,
          query.before === undefined ? undefined : Count.parse(query.before),
        )
      : await linesSince(db, by, place.id, Count.parse(query.since));
  const [channel] = await viewsOf(ctx, by, [place]);
  if (!channel) throw new RuleError('chat.unknown');
  const faces = await facesOf(
    db,
    found.lines.map((l) => l.person),
  );
  return { channel, ...found, faces: [...faces.values()], rev };
});

const direct = route(
  'POST /api/chat/direct',
  { access: 'learner', limit: ACT, body: z.strictObject({ person: z.string().min(1).max(64) }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => ({ channel: await openDirect(tx, by, body.person) })),
);

const SendBody = z.strictObject({
  channel: Channel,
  text: z.string().max(4_000).transform(tidyText).refine(isText),
});
const send = route(
  'POST /api/chat/send',
  { access: 'learner', limit: SEND, body: SendBody },
  async (ctx, { by, body, commandId }) => {
    const said = await once(ctx, by.person, commandId, (tx) => say(tx, by, body.channel, body.text));
    await tell(ctx, by, body.channel);
    return said;
  },
);

const read = route(
  'POST /api/chat/read',
  { access: 'learner', limit: READ, body: Spot },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) => readTo(tx, by, body.channel, body.seq)),
);

const react = route(
  'POST /api/chat/react',
  {
    access: 'learner',
    limit: ACT,
    body: Spot.extend({ kind: z.enum(CHAT_REACTIONS), on: z.boolean() }),
  },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => reactTo(tx, by, body));
    await tell(ctx, by, body.channel);
    return { ok: true as const };
  },
);

const remove = route(
  'POST /api/chat/delete',
  { access: 'learner', limit: ACT, body: Spot },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => deleteOwn(tx, by, body.channel, body.seq));
    await tell(ctx, by, body.channel);
    return { ok: true as const };
  },
);

const mute = route(
  'POST /api/chat/mute',
  { access: 'learner', limit: ACT, body: z.strictObject({ channel: Channel, muted: z.boolean() }) },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => muteChannel(tx, by, body.channel, body.muted));
    return { ok: true as const };
  },
);

const report = route(
  'POST /api/chat/report',
  { access: 'learner', limit: ACT, body: Spot.extend({ reason: z.enum(REPORT_REASONS) }) },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => reportMessage(tx, by, body));
    return { ok: true as const };
  },
);

export const chatRoutes = [list, page, direct, send, read, react, remove, mute, report];

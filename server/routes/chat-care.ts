import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { type CareView, VERDICTS } from '../domain/api-chat.ts';
import type { Editor } from '../store/audit-trail.ts';
import { careChannels, changeChannel, silence, silencesOf } from '../store/chat-care.ts';
import { once } from '../store/command.ts';
import { judgeReport, reportsOf } from '../store/report-judge.ts';
import { route } from './route.ts';

const READ = { perMinute: 60, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };

const Id = z.string().min(1).max(120);
/** Four weeks at most. */
const Hours = z
  .int()
  .min(0)
  .max(28 * 24);

const careOf = async (ctx: Ctx, { org }: Pick<Editor, 'org'>): Promise<CareView> => ({
  ...(await reportsOf(ctx.db.read, org)),
  silences: await silencesOf(ctx.db.read, org, ctx.now()),
  channels: await careChannels(ctx.db.read, org, ctx.now()),
});

const read = route('GET /api/studio/care', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  careOf(ctx, by),
);

const JudgeBody = z.strictObject({ report: Id, verdict: z.enum(VERDICTS), hours: Hours.min(1).optional() });
const judge = route(
  'POST /api/studio/care/judge',
  { access: 'trainer', limit: WRITE, body: JudgeBody },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => judgeReport(tx, by, body));
    return careOf(ctx, by);
  },
);

const ChannelBody = z.strictObject({
  channel: Id,
  closed: z.boolean().optional(),
  slow: z.int().min(0).max(3600).nullable().optional(),
});
const channel = route(
  'POST /api/studio/care/channel',
  { access: 'trainer', limit: WRITE, body: ChannelBody },
  async (ctx, { by, body, commandId }) => {
    const { channel: id, closed, slow } = body;
    const change = {
      channel: id,
      ...(closed === undefined ? {} : { closed }),
      ...(slow === undefined ? {} : { slow }),
    };
    await once(ctx, by.person, commandId, (tx) => changeChannel(tx, by, change));
    return careOf(ctx, by);
  },
);

const mute = route(
  'POST /api/studio/care/mute',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ person: Id, hours: Hours }) },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => silence(tx, by, body.person, body.hours));
    return careOf(ctx, by);
  },
);

export const chatCareRoutes = [read, judge, channel, mute];

import type { Application } from 'express';
import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { AwardDetail, AwardPreview } from '../domain/api-award.ts';
import { AwardDefinition } from '../domain/award-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { plainText } from '../domain/text.ts';
import { auditCsv, auditName, auditXlsx, type Printed } from '../formats/award-audit.ts';
import { announceAward, awardsOf, cancelAward, findAward, saveAward, summaryOf } from '../store/award.ts';
import { awardsFor } from '../store/award-mine.ts';
import { computeAward, confirmAward, excludeFrom, factsOf, publishAward } from '../store/award-run.ts';
import { bringValues } from '../store/award-values.ts';
import { awardDetail, previewAward } from '../store/award-view.ts';
import { once } from '../store/command.ts';
import type { Tx } from '../store/commit.ts';
import { lookedThrough } from '../store/look.ts';
import { everybodyOf } from '../store/season.ts';
import { mountFileDoor } from './file-door.ts';
import { type Call, route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 30 };
/** Counts over the whole company. */
const HEAVY = { perMinute: 20, burst: 10 };

const Id = z.string().min(1).max(64);
const Reason = z
  .string()
  .transform((s) => plainText(s).trim())
  .pipe(z.string().min(1).max(500));

const mine = route('GET /api/awards/mine', { access: 'learner', limit: READ }, (ctx, { by }) =>
  awardsFor(ctx.db.read, by),
);
const list = route('GET /api/awards', { access: 'trainer', limit: READ }, async (ctx, { by }) =>
  (await awardsOf(ctx.db.read, by.org)).map(summaryOf),
);
/** An award as a trainer reads it: who has a line in it is noted. */
const seenDetail = async (ctx: Ctx, by: Signed, award: string): Promise<AwardDetail> => {
  const detail = await awardDetail(ctx.db.read, by, award, ctx.now());
  seenLines(ctx, by, detail.result);
  return detail;
};
const seenLines = (ctx: Ctx, by: Signed, result: AwardPreview | undefined): void => {
  const named = [...(result?.lines ?? []), ...(result?.out ?? [])];
  const people = named.map((l) => l.person);
  lookedThrough(ctx, by, people, 'award');
};
const one = route('GET /api/awards/:award', { access: 'trainer', limit: READ }, (ctx, { by, params }) =>
  seenDetail(ctx, by, Id.parse(params.award)),
);

type Acting = Pick<Call<undefined, 'trainer'>, 'by' | 'commandId'>;
/** Does something to an award once and gives it as it stands then. */
const acted = async (
  ctx: Ctx,
  { by, commandId }: Acting,
  award: string,
  work: (tx: Tx) => Promise<unknown>,
): Promise<AwardDetail> => {
  await once(ctx, by.person, commandId, async (tx) => {
    await work(tx);
  });
  return seenDetail(ctx, by, award);
};
/** Computes an award anew from what is known now. */
const computed = async (ctx: Ctx, call: Acting, id: string): Promise<AwardDetail> => {
  const award = await findAward(ctx.db.read, call.by.org, id);
  const facts = await factsOf(ctx.db.read, award);
  return acted(ctx, call, id, (tx) => computeAward(tx, call.by, id, facts));
};

const Draft = z.strictObject({ id: Id.exactOptional(), definition: AwardDefinition });
const save = route(
  'POST /api/awards/save',
  { access: 'trainer', limit: WRITE, body: Draft },
  async (ctx, call) => {
    const { by, body, commandId } = call;
    const id = await once(ctx, by.person, commandId, (tx) => saveAward(tx, by, body));
    return seenDetail(ctx, by, id);
  },
);
const preview = route(
  'POST /api/awards/preview',
  { access: 'trainer', limit: HEAVY, body: Draft },
  async (ctx, { by, body }) => {
    const seen = await previewAward(ctx.db.read, by, body, ctx.now());
    seenLines(ctx, by, seen);
    return seen;
  },
);

const Which = z.strictObject({ award: Id });
const announce = route(
  'POST /api/awards/announce',
  { access: 'trainer', limit: WRITE, body: Which },
  async (ctx, call) => {
    const { by, body } = call;
    const detail = await acted(ctx, call, body.award, (tx) => announceAward(tx, by, body.award));
    await tellCompany(ctx, by.org);
    return detail;
  },
);
const Cancel = z.strictObject({ award: Id, reason: Reason });
const cancel = route(
  'POST /api/awards/cancel',
  { access: 'trainer', limit: WRITE, body: Cancel },
  (ctx, call) =>
    acted(ctx, call, call.body.award, (tx) => cancelAward(tx, call.by, call.body.award, call.body.reason)),
);

const Values = z.strictObject({ award: Id, component: Id, text: z.string().max(200_000) });
const values = route(
  'POST /api/awards/values',
  { access: 'trainer', limit: WRITE, body: Values },
  async (ctx, { by, body, commandId }) => {
    const said = await once(ctx, by.person, commandId, (tx) => bringValues(tx, by, body));
    return { ...said, detail: await seenDetail(ctx, by, body.award) };
  },
);

const compute = route(
  'POST /api/awards/compute',
  { access: 'trainer', limit: HEAVY, body: Which },
  (ctx, call) => computed(ctx, call, call.body.award),
);

const Exclude = z.strictObject({ award: Id, person: Id, reason: Reason.exactOptional() });
const exclude = route(
  'POST /api/awards/exclude',
  { access: 'trainer', limit: WRITE, body: Exclude },
  async (ctx, call) => {
    const { by, body } = call;
    const award = await findAward(ctx.db.read, by.org, body.award);
    const facts = await factsOf(ctx.db.read, award);
    return acted(ctx, call, body.award, async (tx) => {
      await excludeFrom(tx, by, body);
      await computeAward(tx, by, body.award, facts);
    });
  },
);

const Confirm = z.strictObject({ award: Id, computedAt: z.int() });
const confirm = route(
  'POST /api/awards/confirm',
  { access: 'trainer', limit: WRITE, body: Confirm },
  (ctx, call) => acted(ctx, call, call.body.award, (tx) => confirmAward(tx, call.by, call.body)),
);

/** Everybody of the company who is here hears that something is new among events and awards. */
const tellCompany = async (ctx: Ctx, org: string): Promise<void> => {
  ctx.line.tell(org, await everybodyOf(ctx.db.read, org), { kind: 'season' });
};
const publish = route(
  'POST /api/awards/publish',
  { access: 'trainer', limit: WRITE, body: Which },
  async (ctx, call) => {
    const { by, body, commandId } = call;
    const winners = await once(ctx, by.person, commandId, (tx) => publishAward(tx, by, body.award));
    ctx.line.tell(by.org, winners, { kind: 'honour' });
    ctx.line.tell(by.org, winners, { kind: 'message' });
    await tellCompany(ctx, by.org);
    return seenDetail(ctx, by, body.award);
  },
);

/** `mine` stands before the door of one award, whose id it would else be. */
export const awardRoutes = [
  mine,
  list,
  save,
  preview,
  announce,
  cancel,
  values,
  compute,
  exclude,
  confirm,
  publish,
  one,
];

const WRITERS: Record<string, { type: string; write: (d: AwardDetail, p: Printed) => Uint8Array }> = {
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: auditXlsx,
  },
  csv: { type: 'text/csv; charset=utf-8', write: auditCsv },
};

/** `GET /api/awards/<id>/audit.xlsx|csv`: every line with its explanation as a file, `?lang=en` in English; trainers. */
export const mountAwardAudits = (app: Application, ctx: Ctx): void =>
  mountFileDoor(app, ctx, '/api/awards/:award/audit.:format', 'trainer', async (by, req) => {
    const format = String(req.params.format);
    const writer = WRITERS[format];
    if (!writer) throw new RuleError('not_found');
    const detail = await seenDetail(ctx, by, String(req.params.award).slice(0, 64));
    const printed: Printed = { lang: req.query.lang === 'en' ? 'en' : 'zh', zone: by.zone };
    const name = `${auditName(detail, printed)}.${format}`;
    return { type: writer.type, name, plain: `award.${format}`, bytes: writer.write(detail, printed) };
  });

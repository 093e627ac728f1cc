import { z } from 'zod';
import { Slug } from '../domain/question.ts';
import { LocalText } from '../domain/text-shape.ts';
import { auditOf } from '../store/audit-trail.ts';
import { findBank, findBanks, saveBank, shareBank } from '../store/bank.ts';
import { needBank } from '../store/bank-access.ts';
import { findBatches, undoBatch } from '../store/bank-batch.ts';
import { changeCategory, changePoint, findFrame } from '../store/bank-frame.ts';
import { once } from '../store/command.ts';
import { duplicatesApart } from '../store/duplicates.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 80 };
const WRITE = { perMinute: 120, burst: 60 };
/** Compares every question with every other one. */
const HEAVY = { perMinute: 6, burst: 4 };
const Id = z.string().min(1).max(64);
/** A label on one line. */
const Label = z
  .string()
  .transform((s) => s.normalize('NFC').trim().replace(/\s+/gu, ' '))
  .refine((s) => s.length > 0 && s.length <= 120 && !/[\p{Cc}\p{Cf}]/u.test(s), 'label');
const Name = LocalText.refine((t) => Math.max(t.zh?.length ?? 0, t.en?.length ?? 0) <= 120, 'label');

const list = route('GET /api/banks', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  findBanks(ctx.db.read, by),
);

const Save = z.strictObject({ bank: Id.optional(), name: Name, department: Id.nullable() });
const save = route(
  'POST /api/banks/save',
  { access: 'trainer', limit: WRITE, body: Save },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { bank, name, department } = body;
      const given = { name, department, ...(bank === undefined ? {} : { bank }) };
      return findBank(tx.db, by, await saveBank(tx, by, given));
    }),
);

const Share = z.strictObject({
  bank: Id,
  kind: z.enum(['department', 'person']),
  holder: Id,
  access: z.enum(['view', 'edit', 'none']),
});
const share = route(
  'POST /api/banks/share',
  { access: 'trainer', limit: WRITE, body: Share },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await shareBank(tx, by, body);
      return findBank(tx.db, by, body.bank);
    }),
);

const frame = route('GET /api/banks/:bank/frame', { access: 'trainer', limit: READ }, (ctx, { by, params }) =>
  findFrame(ctx.db.read, by, params.bank ?? ''),
);

const Category = z.strictObject({
  bank: Id,
  category: Id.optional(),
  name: Label,
  parent: Id.nullable().optional(),
  remove: z.boolean().optional(),
});
const category = route(
  'POST /api/banks/category',
  { access: 'trainer', limit: WRITE, body: Category },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { bank, name, category: id, parent, remove } = body;
      await changeCategory(tx, by, {
        bank,
        name,
        ...(id === undefined ? {} : { category: id }),
        ...(parent === undefined ? {} : { parent }),
        ...(remove === undefined ? {} : { remove }),
      });
      return findFrame(tx.db, by, bank);
    }),
);

const Point = z.strictObject({
  bank: Id,
  point: Slug.optional(),
  name: Name,
  requires: z.array(Slug).max(100),
  remove: z.boolean().optional(),
});
const point = route(
  'POST /api/banks/point',
  { access: 'trainer', limit: WRITE, body: Point },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { bank, name, requires, point: id, remove } = body;
      await changePoint(tx, by, {
        bank,
        name,
        requires,
        ...(id === undefined ? {} : { point: id }),
        ...(remove === undefined ? {} : { remove }),
      });
      return findFrame(tx.db, by, bank);
    }),
);

const audit = route(
  'GET /api/banks/:bank/audit',
  { access: 'trainer', limit: READ },
  async (ctx, { by, params }) => {
    const bank = await needBank(ctx.db.read, by, params.bank ?? '', 'view');
    return auditOf(ctx.db.read, by.org, bank.id);
  },
);

const batches = route(
  'GET /api/banks/:bank/batches',
  { access: 'trainer', limit: READ },
  async (ctx, { by, params }) => {
    const bank = await needBank(ctx.db.read, by, params.bank ?? '', 'view');
    return findBatches(ctx.db.read, bank.id, ctx.now());
  },
);

const undo = route(
  'POST /api/banks/undo',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ bank: Id, batch: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) => undoBatch(tx, by, body.bank, body.batch)),
);

const duplicates = route(
  'GET /api/banks/:bank/duplicates',
  { access: 'trainer', limit: HEAVY },
  async (ctx, { by, params }) => {
    const bank = await needBank(ctx.db.read, by, params.bank ?? '', 'view');
    return duplicatesApart(ctx.db, ctx.config, bank.id);
  },
);

export const bankRoutes = [list, save, share, frame, category, point, audit, batches, undo, duplicates];

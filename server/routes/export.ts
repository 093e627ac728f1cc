import { z } from 'zod';
import { RuleError } from '../domain/errors.ts';
import { textIn } from '../domain/text.ts';
import { EXPORT_FORMATS } from '../formats/format.ts';
import { writeFile } from '../formats/write.ts';
import { needBank } from '../store/bank-access.ts';
import { exportedOf, mediaFor } from '../store/export.ts';
import { route } from './route.ts';

const LIMIT = { perMinute: 60, burst: 20 };
const Id = z.string().min(1).max(64);

const Export = z.strictObject({
  bank: Id,
  questions: z.array(Id).max(20_000).optional(),
  format: z.enum(EXPORT_FORMATS, 'export.format'),
  lang: z.enum(['zh', 'en']),
});
/** A bank or some of its questions as a file, with what the format could not hold. */
const exportBank = route(
  'POST /api/export',
  { access: 'trainer', limit: LIMIT, body: Export, bodyLimit: '2mb' },
  async (ctx, { body, by }) => {
    const bank = await needBank(ctx.db.read, by, body.bank, 'view');
    const questions = await exportedOf(ctx.db.read, bank.id, body.questions);
    if (questions.length === 0) throw new RuleError('export.nothing');
    const name = textIn(JSON.parse(bank.name), body.lang);
    const media = await mediaFor(ctx.db.read, by.org, questions);
    const { bytes, extension, mime, losses } = writeFile(body.format, {
      bank: name,
      questions,
      media,
      lang: body.lang,
    });
    return {
      fileName: `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}${extension}`,
      mime,
      base64: Buffer.from(bytes).toString('base64'),
      losses,
    };
  },
);

export const exportRoutes = [exportBank];

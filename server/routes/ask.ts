import { z } from 'zod';
import { ASK_TABS } from '../domain/api-kind.ts';
import { MOST_ASK_TEXT, MOST_TITLE } from '../domain/ask.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation } from '../domain/journey.ts';
import { plainText } from '../domain/text.ts';
import { acceptAnswer, answerAsk, askColleagues, likeAnswer, withdrawAsk } from '../store/ask.ts';
import { askPage, listAsks } from '../store/ask-view.ts';
import { hasPoint } from '../store/bank-frame.ts';
import { once } from '../store/command.ts';
import type { Actor } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { balanceOf } from '../store/ledger.ts';
import { policyOf } from '../store/policy.ts';
import { findQuest } from '../store/quest-version.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 80 };
const WRITE = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);
/** At most `most` characters, at least `least` of them. */
const Text = (least: number, most: number) =>
  z
    .string()
    .max(4 * most)
    .transform((text) => plainText(text).trim())
    .refine((text) => [...text].length >= least && [...text].length <= most, 'bad_request');

const Asked = z.object({ tab: z.enum(ASK_TABS).default('open'), before: Id.optional() });
const list = route('GET /api/asks', { access: 'learner', limit: READ }, async (ctx, { by, query }) => {
  const { tab, before } = Asked.parse(query);
  const db = ctx.db.read;
  const { most, openDays } = (await policyOf(db, by.org)).bounty;
  const page = await listAsks(db, by, tab, before);
  return { ...page, most, openDays, balance: await balanceOf(db, by.person) };
});

const page = route('GET /api/asks/:ask', { access: 'learner', limit: READ }, (ctx, { by, params }) =>
  askPage(ctx.db.read, by, params.ask ?? ''),
);

const NewAsk = z.strictObject({
  title: Text(4, MOST_TITLE),
  text: Text(0, MOST_ASK_TEXT),
  bounty: z.int().min(0).max(10_000),
  station: Id.optional(),
  point: z.strictObject({ bank: Id, id: Id }).optional(),
});
type Asked = z.output<typeof NewAsk>;

/** Throws `station.unknown`, `point.unknown`. */
const checkAbout = async (db: Db, by: Actor, { station, point }: Asked): Promise<void> => {
  if (station !== undefined) findStation(await findQuest(db, by), station);
  if (point === undefined) return;
  if (!(await hasPoint(db, by.org, point))) throw new RuleError('point.unknown');
};
const ask = route(
  'POST /api/asks',
  { access: 'learner', limit: WRITE, body: NewAsk },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await checkAbout(tx.db, by, body);
      const { station, point, ...rest } = body;
      const about = {
        ...(station === undefined ? {} : { station }),
        ...(point === undefined ? {} : { point }),
      };
      return askPage(tx.db, by, await askColleagues(tx, by, { ...rest, ...about }));
    }),
);

const Answer = z.strictObject({ ask: Id, text: Text(1, MOST_ASK_TEXT) });
const answer = route(
  'POST /api/asks/answer',
  { access: 'learner', limit: WRITE, body: Answer },
  async (ctx, { by, body, commandId }) => {
    const done = await once(ctx, by.person, commandId, async (tx) => {
      const told = await answerAsk(tx, by, body.ask, body.text);
      return { told, page: await askPage(tx.db, by, body.ask) };
    });
    if (done.told.first) ctx.line.tell(by.org, [done.told.author], { kind: 'message' });
    return done.page;
  },
);

const Like = z.strictObject({ answer: Id, on: z.boolean() });
const like = route(
  'POST /api/asks/like',
  { access: 'learner', limit: WRITE, body: Like },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) =>
      askPage(tx.db, by, await likeAnswer(tx, by, body.answer, body.on)),
    ),
);

const Accept = z.strictObject({ ask: Id, answer: Id });
const accept = route(
  'POST /api/asks/accept',
  { access: 'learner', limit: WRITE, body: Accept },
  async (ctx, { by, body, commandId }) => {
    const done = await once(ctx, by.person, commandId, async (tx) => {
      const helper = await acceptAnswer(tx, by, body.ask, body.answer);
      return { helper, page: await askPage(tx.db, by, body.ask) };
    });
    ctx.line.tell(by.org, [done.helper], { kind: 'message' });
    return done.page;
  },
);

const withdraw = route(
  'POST /api/asks/withdraw',
  { access: 'learner', limit: WRITE, body: z.strictObject({ ask: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await withdrawAsk(tx, by, body.ask);
      return askPage(tx.db, by, body.ask);
    }),
);

export const askRoutes = [list, page, ask, answer, like, accept, withdraw];

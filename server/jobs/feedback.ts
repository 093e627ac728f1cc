import { askLog } from '../analytics/desk.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../domain/figure.ts';
import type { Lang } from '../domain/text.ts';
import { playDay } from '../domain/time.ts';
import { commit } from '../store/commit.ts';
import { companiesOf, forgetTold, type Told, tellOf } from '../store/effect-told.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const NEW_ANSWERS = 5;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'> & { line: Pick<Ctx['line'], 'tell'> };
type Company = { id: string; zone: string };

const whole = (n: number): string => (n > 0 ? `+${Math.round(n)}` : String(Math.round(n)));
const percent = (n: number): string => `${Math.round(100 * n)} %`;

/** What the author of a quest is told of a survey: how many, the score, its margin. */
export const feedbackText = (row: Row, lang: Lang): string => {
  const n = Number(row.n);
  const few = Number(row.direction) === 1;
  if (row.measure === 'nps') {
    const [nps, margin] = [whole(Number(row.nps)), Math.round(Number(row.margin))];
    return lang === 'zh'
      ? `${n} 位学员打了分：NPS ${nps}（±${margin}）${few ? '，人数还少，先看个方向。' : '。'}`
      : `${n} learners have answered: NPS ${nps} (±${margin})${few ? '; still few, a direction only.' : '.'}`;
  }
  const [rate, low, high] = [Number(row.rate), Number(row.low), Number(row.high)].map(percent);
  return lang === 'zh'
    ? `${n} 位学员打了分：${rate} 满意（${low} 到 ${high}）${few ? '，人数还少，先看个方向。' : '。'}`
    : `${n} learners have answered: ${rate} satisfied (${low} to ${high})${few ? '; still few, a direction only.' : '.'}`;
};
const targetText = (row: Row, lang: Lang): string => {
  const [value, target] = [Number(row.value), Number(row.target)].map((x) =>
    String(Math.round(1000 * x) / 1000),
  );
  return lang === 'zh'
    ? `“${row.title}”现在是 ${value}，目标是 ${target}。`
    : `“${row.title}” is at ${value} now; the target is ${target}.`;
};

const rowsOf = async (ctx: JobCtx, { id: org, zone }: Company, figure: string): Promise<Row[]> => {
  const now = ctx.now();
  const filter = { from: 19_700_101, to: 99_991_231 };
  return (await askLog(ctx.db, 'figure', { id: figure, org, zone, now, today: playDay(now, zone), filter }))
    .rows;
};

/** A station's recommendation speaks for it; its first rating where nobody was asked for one. */
const bySurvey = (rows: readonly Row[]): Row[] =>
  [...Map.groupBy(rows, (r) => `${r.quest} ${r.station}`).values()].flatMap((theirs): Row[] => {
    const one = theirs.find((r) => r.measure === 'nps') ?? theirs[0];
    return one ? [one] : [];
  });

/** Authors hear what learners said: from five new answers on, at most once a week. Gives how many messages went out. */
const tellAuthors = async (ctx: JobCtx, company: Company): Promise<number> => {
  let sent = 0;
  for (const row of bySurvey(await rowsOf(ctx, company, 'programme.content'))) {
    const to = row.author;
    if (typeof to !== 'string') continue;
    const n = Number(row.n);
    const due = (told: Told): boolean => n - told.n >= NEW_ANSWERS && ctx.now() - told.at >= WEEK_MS;
    const what = `feedback:${row.quest}:${row.station}`;
    const telling = { org: company.id, to, what, kind: 'feedback', n, quest: String(row.quest) } as const;
    const done = await commit(ctx, (tx) =>
      tellOf(tx, { ...telling, text: (lang) => feedbackText(row, lang) }, due),
    );
    if (!done) continue;
    sent += 1;
    ctx.line.tell(company.id, [to], { kind: 'message' });
  }
  return sent;
};

/** Owners hear when a measure of the tree turns red, at most once a day. Gives how many messages went out. */
const tellOwners = async (ctx: JobCtx, company: Company): Promise<number> => {
  let sent = 0;
  for (const row of await rowsOf(ctx, company, 'effect.osm')) {
    const to = row.owner;
    if (row.level !== 'measure' || row.alert !== 1 || typeof to !== 'string') continue;
    const what = `osm:${row.id}`;
    if (row.state !== 'red') {
      if (row.state !== 'none') await commit(ctx, (tx) => forgetTold(tx, company.id, what));
      continue;
    }
    const due = (told: Told): boolean => told.n === 0 && ctx.now() - told.at >= DAY_MS;
    const telling = { org: company.id, to, what, kind: 'target', n: 1 } as const;
    const done = await commit(ctx, (tx) =>
      tellOf(tx, { ...telling, text: (lang) => targetText(row, lang) }, due),
    );
    if (!done) continue;
    sent += 1;
    ctx.line.tell(company.id, [to], { kind: 'message' });
  }
  return sent;
};

/** Feeds opinions back to authors and missed targets to their owners. What fails is logged and hinders no other company. */
export const feedBack = async (ctx: JobCtx): Promise<number> => {
  let sent = 0;
  for (const company of await companiesOf(ctx.db.read)) {
    try {
      sent += (await tellAuthors(ctx, company)) + (await tellOwners(ctx, company));
    } catch (error) {
      ctx.log.error({ err: error, org: company.id }, 'feedback failed');
    }
  }
  return sent;
};

/** Looks now and every hour, one run at a time. Returns how to stop. */
export const startFeedback = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'feedback', () => feedBack(ctx));

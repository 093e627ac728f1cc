import { sql } from 'kysely';
import type { MonthSum, Statement, StatementLine } from '../domain/api-kind.ts';
import { beginOf, ownCalendar } from '../domain/calendar.ts';
import { NAMED_REASONS, REASONS, type StatementKind } from '../domain/statement.ts';
import type { LocalText } from '../domain/text-shape.ts';
import { playDay } from '../domain/time.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { placeNames } from './kind.ts';

export const MOST_LINES = 200;
const MOST_MONTHS = 24;

const entriesOf = (db: Db, account: string, kind: StatementKind | undefined) =>
  db
    .selectFrom('entry as e')
    .innerJoin('transfer as t', 't.id', 'e.transfer')
    .where('e.account', '=', account)
    .$if(kind === 'other', (q) => q.where('t.reason', 'not in', [...NAMED_REASONS]))
    .$if(kind !== undefined && kind !== 'other', (q) =>
      q.where('t.reason', 'in', kind === undefined || kind === 'other' ? [] : [...REASONS[kind]]),
    );

const monthBefore = (month: number): number => (month % 100 === 1 ? month - 89 : month - 1);

/** The last months (YYYYMM), this one first, each with the instant at which its first play day begins. */
const monthsUntil = (now: number, zone: string): { month: number; begin: number }[] => {
  const calendar = ownCalendar(zone, 0);
  let month = Math.floor(playDay(now, zone) / 100);
  return Array.from({ length: MOST_MONTHS }, () => {
    const one = { month, begin: beginOf(calendar, month * 100 + 1) };
    month = monthBefore(month);
    return one;
  });
};

const INTO = sql<number>`coalesce(sum(case when e."amount" > 0 then e."amount" else 0 end), 0)`;
const OUT = sql<number>`coalesce(sum(case when e."amount" < 0 then -e."amount" else 0 end), 0)`;

const monthSums = async (
  db: Db,
  account: string,
  by: Actor,
  { now, kind }: { now: number; kind: StatementKind | undefined },
): Promise<MonthSum[]> => {
  const months = monthsUntil(now, by.zone);
  const whens = months.map(
    ({ begin, month }) => sql`when t."at" >= ${sql.lit(begin)} then ${sql.lit(month)}`,
  );
  const rows = await entriesOf(db, account, kind)
    .select([
      sql<number>`case ${sql.join(whens, sql` `)} else 0 end`.as('month'),
      INTO.as('in'),
      OUT.as('out'),
    ])
    .where('t.at', '>=', months.at(-1)?.begin ?? 0)
    .groupBy(sql`1`)
    .execute();
  return rows
    .map((r) => ({ month: Number(r.month), in: Number(r.in), out: Number(r.out) }))
    .sort((a, b) => b.month - a.month);
};

type Row = {
  id: number;
  at: number;
  amount: number;
  balance: number;
  reason: string;
  ref: string | null;
  other: string | null;
};

const linesOf = async (
  db: Db,
  account: string,
  asked: { kind: StatementKind | undefined; before: number | undefined; most: number },
): Promise<Row[]> => {
  const rows = await entriesOf(db, account, asked.kind)
    .leftJoin('entry as o', (j) => j.onRef('o.transfer', '=', 'e.transfer').onRef('o.id', '!=', 'e.id'))
    .leftJoin('account as a', 'a.id', 'o.account')
    .select(['e.id', 't.at', 'e.amount', 'e.balance', 't.reason', 't.ref', 'a.person as other'])
    .$if(asked.before !== undefined, (q) => q.where('e.id', '<', asked.before ?? 0))
    .orderBy('e.id', 'desc')
    .limit(asked.most + 1)
    .execute();
  return rows.map((r) => ({ ...r, id: Number(r.id), at: Number(r.at) }));
};

/** What a movement says beside its reason: whom it was with, what it was for, which words went with it. */
type Said = { person?: string; about?: LocalText; text?: string };
const bothLangs = (text: string): LocalText => ({ zh: text, en: text });

const refsOf = (rows: readonly Row[], reasons: readonly string[]): string[] => [
  ...new Set(rows.flatMap((r) => (r.ref !== null && reasons.includes(r.reason) ? [r.ref] : []))),
];

const giftsSaid = async (db: Db, rows: readonly Row[]): Promise<[string, Said][]> => {
  const ids = refsOf(rows, ['gift', 'gift-tax']);
  if (ids.length === 0) return [];
  const found = await db.selectFrom('gift').select(['id', 'text']).where('id', 'in', ids).execute();
  return found.map((g) => [g.id, g.text === '' ? {} : { text: g.text }]);
};

const asksSaid = async (db: Db, by: Actor, rows: readonly Row[]): Promise<[string, Said][]> => {
  const ids = refsOf(rows, REASONS.ask);
  if (ids.length === 0) return [];
  const found = await db
    .selectFrom('ask')
    .select(['id', 'title', 'author', 'hiddenAt'])
    .where('id', 'in', ids)
    .execute();
  return found.map((a) => [
    a.id,
    {
      ...(a.hiddenAt === null && a.title !== '' ? { about: bothLangs(a.title) } : {}),
      ...(a.author === by.person ? {} : { person: a.author }),
    },
  ]);
};

const battlesSaid = async (db: Db, rows: readonly Row[]): Promise<[string, Said][]> => {
  const ids = refsOf(rows, REASONS.battle);
  if (ids.length === 0) return [];
  const found = await db.selectFrom('battle').select(['id', 'title']).where('id', 'in', ids).execute();
  return found.map((b) => [b.id, b.title === '' ? {} : { about: bothLangs(b.title) }]);
};

const told = async (db: Db, by: Actor, rows: readonly Row[]): Promise<StatementLine[]> => {
  const places = rows.some((r) => r.ref !== null) ? await placeNames(db, by) : new Map<string, LocalText>();
  const said = new Map<string, Said>([
    ...[...places].map(([id, about]): [string, Said] => [id, { about }]),
    ...(await giftsSaid(db, rows)),
    ...(await asksSaid(db, by, rows)),
    ...(await battlesSaid(db, rows)),
  ]);
  const personOf = (r: Row): string | undefined =>
    r.other ?? (r.ref === null ? undefined : said.get(r.ref)?.person);
  const faces = await facesOf(
    db,
    rows.flatMap((r) => personOf(r) ?? []),
  );
  return rows.map((r) => {
    const { id, at, amount, balance, reason } = r;
    const person = personOf(r);
    const name = person === undefined ? undefined : faces.get(person)?.name;
    const { about, text } = (r.ref === null ? undefined : said.get(r.ref)) ?? {};
    const extra = { ...(name ? { with: name } : {}), ...(about ? { about } : {}), ...(text ? { text } : {}) };
    return { id, at, amount, balance, reason, ...extra };
  });
};

export type StatementAsked = { now: number; kind?: StatementKind; before?: number; most: number };

/** One page of the movements of one's own purse with the balance after each, and sums over all of them. */
export const statementOf = async (db: Db, by: Actor, asked: StatementAsked): Promise<Statement> => {
  const account = await db
    .selectFrom('account')
    .select(['id', 'balance'])
    .where('person', '=', by.person)
    .executeTakeFirst();
  if (!account) return { balance: 0, total: { in: 0, out: 0 }, months: [], lines: [] };
  const { kind, before, most, now } = asked;
  const total = await entriesOf(db, account.id, undefined)
    .select([INTO.as('in'), OUT.as('out')])
    .executeTakeFirstOrThrow();
  const rows = await linesOf(db, account.id, { kind, before, most });
  const last = rows[most - 1];
  return {
    balance: account.balance,
    total: { in: Number(total.in), out: Number(total.out) },
    months: await monthSums(db, account.id, by, { now, kind }),
    lines: await told(db, by, rows.slice(0, most)),
    ...(rows.length > most && last ? { next: last.id } : {}),
  };
};

import { type RawBuilder, sql } from 'kysely';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue, VERBS } from '../domain/events/index.ts';
import { type SessionSums, type Statement, statementOf, uuidBytes } from '../domain/xapi.ts';
import { isAlone, verbIris, XAPI } from '../domain/xapi-map.ts';
import { firstSeq } from './events-behind.ts';
import type { Log } from './item-log.ts';
import { rowsOf } from './metric.ts';
import { type LogLine, linesOf } from './open-log.ts';

type Sql = RawBuilder<unknown>;
const HIDDEN = FLAGS.bot | FLAGS.preview;
const symbolOf = (text: string): Sql => sql`(select "id" from "symbol" where "text" = ${text})`;

/** A statement and when the log took its event, ms. */
export type Stored = { statement: Statement; stored: number };
/** `cursor` = the last `seq` looked at; undefined = there is nothing more. */
export type StatementPage = { statements: Stored[]; cursor: number | undefined };
/**
 * `home` = the deployment's address; `after`, `before` = bounds of `seq`, both left out; `since` and `until` by the time at
 * which it was stored (since left out, until included), ms. `verb` = an IRI, `agent` = a person.
 */
export type StatementAsk = {
  org: string;
  home: string;
  everything: boolean;
  through: number;
  after?: number;
  before?: number;
  since?: number;
  until?: number;
  verb?: string;
  agent?: string;
  limit: number;
  newestFirst: boolean;
};

const codesFor = ({ everything, verb, home }: Pick<StatementAsk, 'everything' | 'verb' | 'home'>): number[] =>
  VERBS.filter((v) => {
    const mapping = XAPI[v];
    if (!mapping || (!everything && isAlone(v))) return false;
    return (
      verb === undefined || verbIris(mapping).some((iri) => iri.replace(/^own:/u, `${home}/xapi/`) === verb)
    );
  }).map((v) => catalogue[v].code);

const boundsOf = async (log: Log, ask: StatementAsk): Promise<Sql[]> => {
  const { org, agent, after, before, since, until } = ask;
  const where = [
    sql`e."org" = ${symbolOf(org)}`,
    sql`e."seq" <= ${ask.through}`,
    sql`(e."flags" & ${HIDDEN}) = 0`,
  ];
  if (after !== undefined) where.push(sql`e."seq" > ${after}`);
  if (before !== undefined) where.push(sql`e."seq" < ${before}`);
  if (since !== undefined)
    where.push(sql`e."seq" >= ${await firstSeq(log, since)}`, sql`e."tServer" > ${since}`);
  if (until !== undefined) where.push(sql`e."tServer" <= ${until}`);
  if (agent !== undefined) where.push(sql`e."actor" = ${symbolOf(agent)}`);
  return where;
};

const SUMS_BACK_MS = 86_400_000;
const code = (verb: keyof typeof catalogue): number => catalogue[verb].code;
const VIEWS = [code('nav.viewed'), code('card.viewed'), code('explanation.viewed'), code('scene.entered')];

type Counted = { sess: number; verb: number; n: number; ms: number };
type Coins = { sess: number; verb: number; data: string };
const noSums = (): SessionSums => ({ activeMs: 0, views: 0, coins: 0, spent: 0, xp: 0 });
const COIN_FIELDS = new Map<number, 'coins' | 'spent' | 'xp'>([
  [code('coin.credited'), 'coins'],
  [code('coin.debited'), 'spent'],
  [code('xp.gained'), 'xp'],
]);

/** What the sessions that end among these lines came to in the day before their end, by session. */
const sessionSums = async (log: Log, lines: readonly LogLine[]): Promise<Map<string, SessionSums>> => {
  const ended = lines.filter((line) => line.verb === 'session.ended' && line.sess !== null);
  const sums = new Map<string, SessionSums>();
  if (ended.length === 0) return sums;
  const texts = ended.flatMap((line) => line.sess ?? []);
  const ids = await log.selectFrom('symbol').select(['id', 'text']).where('text', 'in', texts).execute();
  const bySymbol = new Map(ids.map(({ id, text }) => [Number(id), text]));
  const from = await firstSeq(log, Math.min(...ended.map((line) => line.stored)) - SUMS_BACK_MS);
  const to = Math.max(...ended.map((line) => line.seq));
  const inside = sql`e."seq" between ${from} and ${to} and e."sess" in (${sql.join([...bySymbol.keys()])})`;
  const counted = await rowsOf(
    log,
    sql<Counted>`select e."sess", e."verb", count(*) as "n", coalesce(sum(e."ms"), 0) as "ms" from "event" e
      where ${inside} and e."verb" in (${sql.join([code('activity.span'), ...VIEWS])}) group by e."sess", e."verb"`,
  );
  const coins = await rowsOf(
    log,
    sql<Coins>`select e."sess", e."verb", e."data" from "event" e
      where ${inside} and e."verb" in (${sql.join([...COIN_FIELDS.keys()])})`,
  );
  const of = (sess: number): SessionSums => {
    const text = bySymbol.get(Number(sess)) ?? '';
    const known = sums.get(text) ?? noSums();
    sums.set(text, known);
    return known;
  };
  for (const { sess, verb, n, ms } of counted)
    if (verb === code('activity.span')) of(sess).activeMs += Number(ms);
    else of(sess).views += Number(n);
  for (const { sess, verb, data } of coins) {
    const field = COIN_FIELDS.get(verb);
    if (field) of(sess)[field] += (JSON.parse(data) as { amount: number }).amount;
  }
  return sums;
};

const toStatements = async (log: Log, home: string, lines: readonly LogLine[]): Promise<Stored[]> => {
  const sums = await sessionSums(log, lines);
  return lines.flatMap((line) => {
    const sum = line.verb === 'session.ended' ? sums.get(line.sess ?? '') : undefined;
    const statement = statementOf(home, sum ? { ...line, sums: sum } : line);
    return statement ? [{ statement, stored: line.stored }] : [];
  });
};

/** Statements in the order of the log, or the newest first; what bots and trials did is left out. */
export const statementsOf = async (log: Log, ask: StatementAsk): Promise<StatementPage> => {
  const codes = codesFor(ask);
  if (codes.length === 0) return { statements: [], cursor: undefined };
  const where = [...(await boundsOf(log, ask)), sql`e."verb" in (${sql.join(codes)})`];
  const { limit, newestFirst, home, verb } = ask;
  const { lines, last, looked } = await linesOf(log, { where, limit, newestFirst });
  const all = await toStatements(log, home, lines);
  const statements = verb === undefined ? all : all.filter((one) => one.statement.verb.id === verb);
  return { statements, cursor: looked < limit ? undefined : last };
};

export type IdAsk = { org: string; home: string; id: string };
/** The statement of one event; undefined = there is none of this company. */
export const statementById = async (log: Log, { org, home, id }: IdAsk): Promise<Stored | undefined> => {
  const bytes = uuidBytes(id);
  if (!bytes) return undefined;
  const where = [
    sql`e."id" = ${Buffer.from(bytes)}`,
    sql`e."org" = ${symbolOf(org)}`,
    sql`(e."flags" & ${HIDDEN}) = 0`,
  ];
  const { lines } = await linesOf(log, { where, limit: 1 });
  return (await toStatements(log, home, lines))[0];
};

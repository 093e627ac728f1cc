import type { AnswerOf, AskPage, AskTab, AskView } from '../domain/api-kind.ts';
import type { AskState } from '../domain/ask.ts';
import { RuleError } from '../domain/errors.ts';
import type { LocalText } from '../domain/text-shape.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { placeNames, unseenOf } from './kind.ts';
import { reactionsOf } from './reaction.ts';
import type { AskAnswerTable, AskTable } from './tables-kind.ts';

const PAGE = 20;
const MOST_ANSWERS = 100;

/** Questions of the company that this person may see: not hidden, their words still kept, of nobody who is gone or blocked. */
const seen = (db: Db, by: Actor, unseen: readonly string[]) =>
  db
    .selectFrom('ask')
    .innerJoin('identity', 'identity.person', 'ask.author')
    .where('ask.org', '=', by.org)
    .where('ask.hiddenAt', 'is', null)
    .where('ask.title', '!=', '')
    .where('ask.author', 'not in', [...unseen]);

/** A question that this person may see. Throws `ask.unknown`. */
export const findAsk = async (db: Db, by: Actor, id: string): Promise<AskTable> => {
  const row = await seen(db, by, await unseenOf(db, by.person))
    .selectAll('ask')
    .where('ask.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new RuleError('ask.unknown');
  return row;
};

const answers = (db: Db, unseen: readonly string[]) =>
  db
    .selectFrom('ask_answer')
    .innerJoin('identity', 'identity.person', 'ask_answer.author')
    .where('ask_answer.hiddenAt', 'is', null)
    .where('ask_answer.text', '!=', '')
    .where('ask_answer.author', 'not in', [...unseen]);

/** An answer that this person may see. Throws `ask.unknown`. */
export const findAnswer = async (db: Db, by: Actor, id: string): Promise<AskAnswerTable> => {
  const row = await answers(db, await unseenOf(db, by.person))
    .selectAll('ask_answer')
    .where('ask_answer.id', '=', id)
    .where('ask_answer.org', '=', by.org)
    .executeTakeFirst();
  if (!row) throw new RuleError('ask.unknown');
  await findAsk(db, by, row.ask);
  return row;
};

const pointNames = async (db: Db, rows: readonly AskTable[]): Promise<Map<string, LocalText>> => {
  const keys = rows.flatMap((r) => (r.point === null ? [] : [r.point]));
  if (keys.length === 0) return new Map();
  const banks = keys.map((k) => k.slice(0, k.indexOf('/')));
  const found = await db
    .selectFrom('point')
    .select(['bank', 'id', 'name'])
    .where('bank', 'in', banks)
    .execute();
  return new Map(found.map((p) => [`${p.bank}/${p.id}`, JSON.parse(p.name) as LocalText]));
};

/** What each question is about: the station of one's own voyage, else the knowledge point. */
const aboutOf = async (db: Db, by: Actor, rows: readonly AskTable[]) => {
  const places = rows.some((r) => r.station !== null)
    ? await placeNames(db, by)
    : new Map<string, LocalText>();
  const points = await pointNames(db, rows);
  return (r: AskTable): LocalText | undefined =>
    (r.station === null ? undefined : places.get(r.station)) ??
    (r.point === null ? undefined : points.get(r.point));
};

const countAnswers = async (db: Db, ids: readonly string[], unseen: readonly string[]) => {
  if (ids.length === 0) return new Map<string, number>();
  const rows = await answers(db, unseen)
    .select(['ask_answer.ask', (eb) => eb.fn.countAll<number>().as('n')])
    .where('ask_answer.ask', 'in', [...ids])
    .groupBy('ask_answer.ask')
    .execute();
  return new Map(rows.map((r) => [r.ask, Number(r.n)]));
};

const viewsOf = async (db: Db, by: Actor, rows: readonly AskTable[]): Promise<AskView[]> => {
  const faces = await facesOf(
    db,
    rows.map((r) => r.author),
  );
  const ids = rows.map((r) => r.id);
  const counts = await countAnswers(db, ids, await unseenOf(db, by.person));
  const about = await aboutOf(db, by, rows);
  return rows.flatMap((r) => {
    const author = faces.get(r.author);
    if (!author) return [];
    const { id, title, text, bounty } = r;
    const times = { at: Number(r.at), expiresAt: Number(r.expiresAt) };
    const what = about(r);
    return [
      {
        ...{ id, author, title, text, bounty, ...times },
        state: r.status as AskState,
        answers: counts.get(id) ?? 0,
        mine: r.author === by.person,
        ...(what ? { about: what } : {}),
      },
    ];
  });
};

const ofTab = (db: Db, by: Actor, tab: AskTab, unseen: readonly string[]) => {
  const all = seen(db, by, unseen);
  if (tab === 'open') return all.where('ask.status', '=', 'open');
  if (tab === 'mine') return all.where('ask.author', '=', by.person);
  if (tab === 'solved') return all.where('ask.status', 'in', ['accepted', 'granted']);
  return all.where((eb) =>
    eb.exists(
      eb
        .selectFrom('ask_answer as w')
        .select('w.id')
        .whereRef('w.ask', '=', 'ask.id')
        .where('w.author', '=', by.person)
        .where('w.hiddenAt', 'is', null),
    ),
  );
};

/** One page of questions, the newest first; `next` = where the following page begins (the ids are in the order of time). */
export const listAsks = async (
  db: Db,
  by: Actor,
  tab: AskTab,
  before?: string,
): Promise<{ asks: AskView[]; next?: string }> => {
  const rows = await ofTab(db, by, tab, await unseenOf(db, by.person))
    .selectAll('ask')
    .$if(before !== undefined, (q) => q.where('ask.id', '<', before ?? ''))
    .orderBy('ask.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const asks = await viewsOf(db, by, rows.slice(0, PAGE));
  const last = rows[PAGE - 1];
  return { asks, ...(rows.length > PAGE && last ? { next: last.id } : {}) };
};

const answerViews = async (db: Db, by: Actor, ask: AskTable): Promise<AnswerOf[]> => {
  const rows = await answers(db, await unseenOf(db, by.person))
    .selectAll('ask_answer')
    .where('ask_answer.ask', '=', ask.id)
    .orderBy('ask_answer.at')
    .orderBy('ask_answer.id')
    .limit(MOST_ANSWERS)
    .execute();
  const faces = await facesOf(
    db,
    rows.map((r) => r.author),
  );
  const signs = await reactionsOf(
    db,
    rows.map((r) => r.id),
    by.person,
  );
  const views = rows.flatMap((r): AnswerOf[] => {
    const author = faces.get(r.author);
    if (!author) return [];
    const { counts, mine } = signs.get(r.id) ?? { counts: {}, mine: [] };
    const { id, text } = r;
    const said = { id, author, text, at: Number(r.at), edited: r.editedAt !== r.at };
    const liking = { likes: counts.like ?? 0, liked: mine.includes('like') };
    return [{ ...said, ...liking, mine: r.author === by.person, accepted: ask.answer === id }];
  });
  return views.sort((a, b) => Number(b.accepted) - Number(a.accepted) || b.likes - a.likes || a.at - b.at);
};

/** A question with its answers, the accepted one first, then the most liked. Throws `ask.unknown`. */
export const askPage = async (db: Db, by: Actor, id: string): Promise<AskPage> => {
  const row = await findAsk(db, by, id);
  const [ask] = await viewsOf(db, by, [row]);
  if (!ask) throw new RuleError('ask.unknown');
  return { ask, answers: await answerViews(db, by, row) };
};

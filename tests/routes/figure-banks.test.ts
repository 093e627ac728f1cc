import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRICS } from '../../server/analytics/registry.ts';
import { catalogue, type Verb } from '../../server/domain/events/index.ts';
import { plainOf } from '../../server/domain/rich-text.ts';
import { commit } from '../../server/store/commit.ts';
import { createPerson } from '../../server/store/person.ts';
import { content } from '../bots/answers.ts';
import { singles } from '../helpers/battle.ts';
import { type Browser, startTestServer, type TestServer } from '../helpers/server.ts';

const DAYS = 'from=20200101&to=20991231';
const LEARNERS = 21;
const TYPED = '只有答题人写过的字';

/** Every text of the bank by which a reply would give it away: stems and the wrong option that all have chosen. */
const wordsOf = (ids: readonly string[]): string[] =>
  content.banks
    .flatMap((b) => b.questions)
    .filter((q) => ids.includes(q.id))
    .flatMap((q) => [q.stem.zh ?? '', q.stem.en ?? ''])
    .map((stem) => plainOf(stem).replace(/\s+/gu, ' ').trim().slice(0, 20))
    .filter((stem) => stem !== '');

describe('a trainer without the bank', () => {
  let server: TestServer;
  let [inside, outside]: (Browser | undefined)[] = [];
  let asked: string[] = [];
  let bank = '';

  /** Everybody answered the same questions, wrongly, and the item analysis has run. */
  const fill = async (): Promise<void> => {
    const { ctx, company } = server;
    const org = company.id;
    asked = await singles(server, 3);
    const row = await ctx.db.read
      .selectFrom('question')
      .select('bank')
      .where('id', '=', String(asked[0]))
      .executeTakeFirstOrThrow();
    bank = row.bank;
    await commit(ctx, async (tx) => {
      await tx.db
        .insertInto('department')
        .values(['hull', 'sail'].map((id) => ({ id, org, name: id, parent: null })))
        .execute();
      await tx.db
        .updateTable('bank')
        .set({ department: 'hull', name: '{"zh":"船体题库"}' })
        .where('id', '=', bank)
        .execute();
      const choice = { code: '1', right: false, n: LEARNERS, restN: 0 };
      const detail = { version: 1, choices: [choice], byVersion: [], omitted: 0, unreached: 0 };
      const figures = {
        n: LEARNERS,
        facility: 0,
        discriminationN: 0,
        discrimination: null,
        efficiency: null,
      };
      for (const question of asked)
        await tx.db
          .insertInto('question_stat')
          .values({
            ...{ question, bank, ...figures, meanMs: 5_000, choices: JSON.stringify(detail) },
            ...{ flags: 0, computedAt: 1 },
          })
          .execute();
      for (let n = 0; n < LEARNERS; n++) {
        const about = { org, zone: 'Asia/Shanghai', role: 'learner', name: `学员${n}`, lang: 'zh' } as const;
        const actor = await createPerson(tx, about);
        for (const obj of asked)
          tx.emit(actor, {
            ...{ verb: 'question.answered', obj, objVer: 1, ctx: `a-${n}`, ok: false, score: 0, ms: 5_000 },
            data: {
              ...{ mode: 'practice', choices: [TYPED], first: true, presentedAt: 0, rtSrvMs: 5_000 },
              ...{ changes: 0, hints: 0 },
            },
          });
      }
    });
  };
  const trainerOf = async (department: string): Promise<Browser> => {
    const made = await server.joined(`${department} 老师`, 'trainer');
    await commit(server.ctx, ({ db }) =>
      db.updateTable('person').set({ department }).where('id', '=', made.me.person.id).execute(),
    );
    return made;
  };
  beforeAll(async () => {
    server = await startTestServer();
    await fill();
    [inside, outside] = [await trainerOf('hull'), await trainerOf('sail')];
  }, 60_000);
  afterAll(() => server.close());

  const VERBS = (Object.keys(catalogue) as Verb[]).slice(0, 80);
  const events = (obj?: string): string =>
    `/api/figure-events?query=${encodeURIComponent(
      JSON.stringify({ filter: { from: 20_200_101, to: 20_991_231 }, verbs: VERBS, obj, limit: 200 }),
    )}`;
  /** Every door at which figures are read: each as data, CSV and workbook, in both languages, narrowed to the bank too. */
  const doors = (): string[] => [
    ...[...METRICS.keys()].flatMap((id) => [
      `/api/figures/${id}?${DAYS}`,
      `/api/figures/${id}?${DAYS}&bank=${bank}`,
      ...['csv', 'xlsx'].flatMap((format) =>
        ['zh', 'en'].map((lang) => `/api/figures/${id}.${format}?${DAYS}&bank=${bank}&lang=${lang}`),
      ),
    ]),
    ...[events(), events(asked[0]), '/api/figures', '/api/figure-filters', '/api/forecast', '/api/segments'],
    ...['kpis', 'roi', 'osm', 'checklist'].map((part) => `/api/effect/${part}`),
    ...[
      '/api/studio/care',
      '/api/studio/bill-notes',
      '/api/essays',
      '/api/submissions',
      '/api/deliveries',
      '/api/banks',
      '/api/quests',
      '/api/cohorts',
      '/api/battles/flags',
      '/api/dictionary',
    ],
    ...asked.flatMap((id) => [`/api/questions/${id}`, `/api/questions/${id}/statistics`]),
  ];
  const textOf = async (res: Response, path: string): Promise<string> => {
    if (!res.ok || !path.includes('.xlsx')) return res.text();
    const files = unzipSync(new Uint8Array(await res.arrayBuffer()));
    return Object.values(files)
      .map((f) => strFromU8(f))
      .join('\n');
  };
  const walked = async (who: Browser | undefined): Promise<Map<string, string>> => {
    const replies = new Map<string, string>();
    for (const path of doors()) {
      server.clock.advance(5_000);
      const res = await (who as Browser).request(path);
      if (res.status === 429) throw new Error(`too fast at ${path}`);
      replies.set(path, await textOf(res, path));
    }
    return replies;
  };
  const tellers = (replies: Map<string, string>): string[] => {
    const words = [...wordsOf(asked), TYPED, '船体题库'];
    return [...replies].flatMap(([path, text]) => (words.some((w) => text.includes(w)) ? [path] : []));
  };

  test('reads its questions at no door of figures, the colleague of its department does', async () => {
    expect(tellers(await walked(outside))).toEqual([]);
    const told = tellers(await walked(inside));
    for (const part of ['items.most_missed?', 'items.analysis.csv', 'items.analysis.xlsx', 'figure-events'])
      expect(told.some((path) => path.includes(part))).toBe(true);
  }, 120_000);

  test('sees the rows counted all the same, under a name in both languages', async () => {
    const view = await (outside as Browser).request(`/api/figures/items.most_missed?${DAYS}`);
    const { rows, names } = (await view.json()) as { rows: Record<string, unknown>[]; names: unknown };
    expect(rows.map((r) => [r.n, r.hits, r.rate])).toEqual(asked.map(() => [LEARNERS, LEARNERS, 1]));
    expect(rows.every((r) => r.name === null && r.choice === null && r.bank === null)).toBe(true);
    const closed = { zh: '其他题库的题目', en: 'Question of another bank' };
    expect(names).toEqual({ question: Object.fromEntries(asked.map((id) => [id, closed])) });
    server.clock.advance(60_000);
    const csv = await (outside as Browser).request(`/api/figures/items.most_missed.csv?${DAYS}&lang=en`);
    expect((await csv.text()).match(/Question of another bank/gu)).toHaveLength(asked.length);
    const lines = await (outside as Browser).request(events(asked[0]));
    expect((await lines.json()) as unknown[]).toHaveLength(LEARNERS);
  });
});

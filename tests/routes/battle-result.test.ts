import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewBattle } from '../../server/domain/api-battle.ts';
import { openBattle } from '../../server/domain/battle.ts';
import type { BattleInput } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { battleOf, loadBook, setBattleStatus, setupOf } from '../../server/store/battle.ts';
import { bookEnd } from '../../server/store/battle-end.ts';
import { appendInputs } from '../../server/store/battle-journal.ts';
import { commit } from '../../server/store/commit.ts';
import { content } from '../bots/answers.ts';
import { answerTo } from '../domain/battle-driver.ts';
import { put } from '../domain/battle-table.ts';
import { openBattleBy, singles } from '../helpers/battle.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;
type Bare = BattleInput extends infer T ? (T extends BattleInput ? Omit<T, 'at'> : never) : never;

let server: TestServer;
let host: Person;
let [lin, mei]: Person[] = [];
beforeAll(async () => {
  server = await startTestServer();
  host = await server.joined('唐老师', 'trainer');
  [lin, mei] = [await server.joined('林林'), await server.joined('梅梅')];
});
afterAll(() => server.close());
const idOf = (who: Person | undefined): string => who?.me.person.id ?? '';

type Played = { id: string; battle: Battle };
/** A show that the host has opened and its people played: its inputs stored, its end booked unless `open`. */
const played = async (body: Partial<NewBattle> = {}, open = false): Promise<Played> => {
  const questions = await singles(server, 3);
  const id = await openBattleBy(server, host, {
    mode: 'show',
    title: '周五',
    source: { questions },
    ...body,
  });
  const row = battleOf(
    await server.ctx.db.read.selectFrom('battle').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  const items = questions.map((question) => ({ question, version: 1 }));
  const battle = openBattle(setupOf(row), await loadBook(server.ctx.db.read, items));
  const entries: { seq: number; input: BattleInput }[] = [];
  let at = server.clock.now();
  const say = (input: Bare): void => {
    put(battle, input, at);
    entries.push({ seq: entries.length, input: { ...input, at } as BattleInput });
  };
  for (const who of [lin, mei]) say({ kind: 'seat', person: idOf(who), factor: 1, theta: 0 });
  say({ kind: 'start', items });
  for (let round = 0; round < 3 && !(open && round === 2); round++) {
    at = (battle.rounds[round]?.opensAt ?? at) + 2_000;
    for (const who of [lin, mei])
      say({
        kind: 'answer',
        ...{
          person: idOf(who),
          id: `command-${round}`,
          round,
          rttMs: 0,
          creditMs: 0,
          rtMs: 2_000,
          changes: 0,
        },
        answer: answerTo(battle, who === lin || round === 1),
      });
    while (battle.phase === 'question' || battle.phase === 'closed') say({ kind: 'step' });
    while (battle.phase === 'reveal' || battle.phase === 'board') say({ kind: 'step' });
  }
  await appendInputs(server.ctx, id, entries);
  await commit(server.ctx, async (tx) => {
    if (open) return;
    await bookEnd(tx, row, battle);
    await setBattleStatus(tx, id, 'done');
  });
  return { id, battle };
};
const result = (who: Person | undefined, battle: string) =>
  (who as Person).call('GET /api/battles/:battle/result', { params: { battle } });
const replay = (who: Person | undefined, battle: string) =>
  (who as Person).call('GET /api/battles/:battle/replay', { params: { battle } });
const report = (who: Person | undefined, battle: string) =>
  (who as Person).call('GET /api/battles/:battle/report', { params: { battle } });
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;

describe('after a battle', () => {
  test('a player sees the places, the own gain, what was missed with what is right, and what to practise', async () => {
    const { id } = await played();
    const seen = await result(mei, id);
    expect(seen.battle).toMatchObject({ id, title: '周五', status: 'done' });
    expect(seen.rows.map((r) => [r.name, r.rank, r.right, r.outcome])).toEqual([
      ['林林', 1, 3, 'win'],
      ['梅梅', 2, 1, 'lose'],
    ]);
    // One right answer and taking part.
    expect(seen.mine).toMatchObject({ coins: 7, right: 1, answered: 3, rank: 2 });
    expect(seen.mine?.balance).toBeGreaterThanOrEqual(7);
    expect(seen.mine?.missed).toHaveLength(2);
    expect(seen.mine?.missed[0]?.verdict).toMatchObject({ ok: false });
    expect(seen.mine?.practise.reduce((sum, p) => sum + p.missed, 0)).toBe(2);
    expect((await result(lin, id)).mine).toMatchObject({ missed: [], practise: [], coins: 6 + 20 + 5 });
    expect((await result(host, id)).mine).toBeUndefined();
  });

  test('it is played back question by question', async () => {
    const { id } = await played();
    const { rounds, faces } = await replay(lin, id);
    expect(faces.map((f) => f.name).sort()).toEqual(['林林', '梅梅'].sort());
    expect(rounds).toHaveLength(3);
    expect(rounds[0]?.answers.map((a) => [a.person, a.ok, a.ms])).toEqual([
      [idOf(lin), true, 2_000],
      [idOf(mei), false, 2_000],
    ]);
    expect(rounds[0]?.counts.find((c) => c.right)?.n).toBe(1);
    expect(rounds[1]?.counts.find((c) => c.right)?.n).toBe(2);
  });

  test('nothing of it is told while it goes on, nor to who had no part in it', async () => {
    const { id } = await played({}, true);
    for (const read of [result, replay]) expect(await codeOf(read(lin, id))).toBe('battle.phase');
    expect(await codeOf(report(host, id))).toBe('battle.phase');
    const over = await played();
    const stranger = await server.joined('路人');
    for (const read of [result, replay]) expect(await codeOf(read(stranger, over.id))).toBe('battle.not_in');
    expect(await codeOf(result(lin, 'nowhere'))).toBe('battle.unknown');
  });

  test('without ranking a player sees nobody else', async () => {
    const { id } = await played({ rules: { ...(await played()).battle.rules, ranking: false } });
    expect((await result(mei, id)).rows.map((r) => r.name)).toEqual(['梅梅']);
    expect((await replay(mei, id)).rounds[0]?.answers.map((a) => a.person)).toEqual([idOf(mei)]);
    expect((await report(host, id)).people).toHaveLength(2);
  });

  test('without names a player sees critters, the host sees names', async () => {
    const { id } = await played({ rules: { ...(await played()).battle.rules, hideNames: true } });
    expect((await result(mei, id)).rows.map((r) => r.name)).toEqual(['', '梅梅']);
    expect((await report(host, id)).people.map((r) => r.name)).toEqual(['林林', '梅梅']);
  });

  test('host and trainers read the report, players do not', async () => {
    const { id } = await played();
    const seen = await report(host, id);
    expect(seen).toMatchObject({ players: 2, flags: 0, growth: { first: 0.5, last: 0.5 } });
    expect(seen.questions.map((q) => [q.n, q.right, q.medianMs])).toEqual([
      [2, 1, 2_000],
      [2, 2, 2_000],
      [2, 1, 2_000],
    ]);
    expect(await codeOf(report(lin, id))).toBe('auth.forbidden');
    const other = await server.joined('另一位老师', 'trainer');
    expect((await report(other, id)).players).toBe(2);
  });

  test('a trainer to whom the bank is closed reads the numbers, not the questions; who hosted or played reads all', async () => {
    const { id, battle } = await played();
    const asked = battle.rounds.map((r) => r.ref.question);
    const stems = content.banks
      .flatMap((b) => b.questions)
      .flatMap((q) => (asked.includes(q.id) ? [q.stem.zh ?? ''] : []));
    const [outside, trained] = [
      await server.joined('帆部老师', 'trainer'),
      await server.joined('船部老师', 'trainer'),
    ];
    const shut = (department: string | null) =>
      commit(server.ctx, async ({ db }) => {
        await db.updateTable('bank').set({ department }).where('org', '=', server.company.id).execute();
      });
    await commit(server.ctx, async ({ db }) => {
      const org = server.company.id;
      await db
        .insertInto('department')
        .values(['hull', 'sail'].map((d) => ({ id: d, org, name: d, parent: null })))
        .execute();
      for (const [who, department] of [
        [outside, 'sail'],
        [trained, 'hull'],
        [host, 'sail'],
      ] as const)
        await db.updateTable('person').set({ department }).where('id', '=', idOf(who)).execute();
    });
    await shut('hull');
    const csv = await outside.request(`/api/battles/${id}/report.csv`);
    const told = [
      JSON.stringify(await report(outside, id)),
      JSON.stringify(await replay(outside, id)),
      await csv.text(),
    ];
    for (const text of told) {
      expect(stems.filter((stem) => text.includes(stem))).toEqual([]);
      expect(text.split('其他题库的题目')).toHaveLength(4);
    }
    const { questions } = await report(outside, id);
    expect(questions.map((q) => [q.n, q.right, q.counts, q.verdict.key])).toEqual([
      [2, 1, [], []],
      [2, 2, [], []],
      [2, 1, [], []],
    ]);
    for (const who of [host, trained])
      expect((await report(who, id)).questions[0]?.question.stem.zh).toBe(
        content.banks.flatMap((b) => b.questions).find((q) => q.id === asked[0])?.stem.zh,
      );
    expect((await replay(lin, id)).rounds[0]?.counts).not.toEqual([]);
    await shut(null);
  });

  test('the report is a file in three formats', async () => {
    const { id } = await played();
    for (const [format, type, begin] of [
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
      ['csv', 'text/csv; charset=utf-8', '\u00ef\u00bb\u00bf'],
      ['pdf', 'application/pdf', '%PDF'],
    ] as const) {
      const res = await host.request(`/api/battles/${id}/report.${format}?lang=en`);
      expect([res.status, res.headers.get('content-type')]).toEqual([200, type]);
      expect(res.headers.get('content-disposition')).toContain(encodeURIComponent('周五'));
      const bytes = Buffer.from(await res.arrayBuffer());
      expect(bytes.toString('latin1', 0, begin.length)).toBe(begin);
    }
    const said = async (who: Person | undefined, path: string) => {
      const res = await (who as Person).request(path);
      return [res.status, ((await res.json()) as { code: string }).code];
    };
    expect(await said(lin, `/api/battles/${id}/report.pdf`)).toEqual([403, 'auth.forbidden']);
    expect(await said(host, `/api/battles/${id}/report.exe`)).toEqual([404, 'not_found']);
    expect(await said(host, '/api/battles/none/report.csv')).toEqual([404, 'battle.unknown']);
  });

  test('what looks odd waits for a trainer, who judges it', async () => {
    const { id, battle } = await played();
    await commit(server.ctx, async ({ db, now }) => {
      const at = { judgedBy: null, judgedAt: null, verdict: null, note: null, at: now };
      await db
        .insertInto('battle_flag')
        .values({
          id: 'flag-1',
          org: server.company.id,
          battle: battle.id,
          kind: 'twin',
          ...at,
          people: JSON.stringify([idOf(lin), idOf(mei)]),
          facts: '{"near":3}',
        })
        .execute();
    });
    expect(await codeOf((lin as Person).call('GET /api/battles/flags'))).toBe('auth.forbidden');
    const [flag] = await host.call('GET /api/battles/flags');
    expect(flag).toMatchObject({ id: 'flag-1', battle: id, kind: 'twin', facts: { near: 3 } });
    expect(flag?.people.map((p) => p.name)).toEqual(['林林', '梅梅']);
    await host.call('POST /api/battles/flags/judge', {
      body: { flag: 'flag-1', verdict: 'fine', note: '坐在一起' },
    });
    expect((await host.call('GET /api/battles/flags'))[0]?.verdict).toBe('fine');
    expect((await report(host, id)).flags).toBe(1);
  });
});

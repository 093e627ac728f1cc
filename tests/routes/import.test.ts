import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StageView } from '../../server/domain/api-import.ts';
import { Refused, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;
const SHEET = join(import.meta.dirname, '../fixtures/仓库题库-gb18030.csv');

let server: TestServer;
let trainer: Person;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  trainer = await server.joined('贺老师', 'trainer');
});
afterAll(() => server.close());

const newBank = async (by = trainer): Promise<string> =>
  (await by.call('POST /api/banks/save', { body: { name: { zh: '仓库' }, department: null } })).id;
const fileOf = (name: string, text: string | Uint8Array) => ({
  name,
  base64: Buffer.from(text).toString('base64'),
});
const sheet = fileOf('仓库题库.csv', readFileSync(SHEET));

const stageOf = async (
  bank: string,
  files: { name: string; base64: string }[],
  by = trainer,
): Promise<StageView> => {
  const { stage } = await by.call('POST /api/import/stage', { body: { bank, files, lang: 'zh' } });
  for (;;) {
    const view = await by.call('GET /api/import/:stage', { params: { stage } });
    if (view.state === 'ready' || view.state === 'failed') return view;
    await new Promise((done) => setTimeout(done, 20));
  }
};
const commitOf = ({ stage, bank }: StageView, decisions: Record<string, 'add' | 'skip' | 'update'> = {}) =>
  trainer.call('POST /api/import/commit', { body: { stage, bank, decisions } });
const countIn = async (bank: string): Promise<number> =>
  (await trainer.call('POST /api/questions/search', { body: { bank } })).total;

describe('an import', () => {
  test('is a dry run first: it says what would come in, what not and why, and writes nothing', async () => {
    const bank = await newBank();
    const view = await stageOf(bank, [sheet]);
    expect(view).toMatchObject({ state: 'ready', total: 19, counts: { fresh: 18, similar: 1 } });
    expect(view.files).toMatchObject([{ format: 'csv', encoding: 'gb18030', questions: 19 }]);
    expect(view.rejected.map((n) => [n.place.row, n.code])).toEqual([
      [10, 'question.key_not_found'],
      [11, 'question.no_key'],
      [15, 'question.no_stem'],
      [16, 'question.key_not_found'],
      [20, 'question.too_few_options'],
    ]);
    expect(view.rejected[0]?.source).toMatch(/盘点差异超过多少需要复盘/);
    expect(view.byCategory.find((c) => c.category === '安全 / 现场')?.n).toBe(6);
    expect(await countIn(bank)).toBe(0);
  });

  test('that is cancelled leaves nothing behind', async () => {
    const bank = await newBank();
    const { stage } = await stageOf(bank, [sheet]);
    await trainer.call('POST /api/import/cancel', { body: { stage } });
    expect((await refusalOf(trainer.call('GET /api/import/:stage', { params: { stage } }))).code).toBe(
      'import.unknown',
    );
    const left = await server.ctx.db.read
      .selectFrom('import_stage')
      .select('id')
      .where('id', '=', stage)
      .execute();
    expect([await countIn(bank), left]).toEqual([0, []]);
  });

  test('brings questions in for review, with categories, points and difficulty', async () => {
    const bank = await newBank();
    const batch = await commitOf(await stageOf(bank, [sheet]));
    expect(batch).toMatchObject({ kind: 'import', questions: 19, what: '仓库题库.csv', undone: false });
    const { rows } = await trainer.call('POST /api/questions/search', { body: { bank, text: '货架限重' } });
    expect(rows).toMatchObject([{ type: 'true-false', state: 'review', version: 1 }]);
    const frame = await trainer.call('GET /api/banks/:bank/frame', { params: { bank } });
    expect(frame.categories.map((c) => c.name)).toContain('现场');
    expect(frame.points.map((p) => p.name.zh)).toContain('消防');
  });

  test('of the same file again changes nothing', async () => {
    const bank = await newBank();
    await commitOf(await stageOf(bank, [sheet]));
    const again = await stageOf(bank, [sheet]);
    expect(again.counts).toEqual({ fresh: 0, same: 19, changed: 0, similar: 0 });
    expect((await commitOf(again)).questions).toBe(0);
    expect(await countIn(bank)).toBe(19);
  });

  test('of a corrected file gives the known question a new version', async () => {
    const bank = await newBank();
    const first = '题型,题目,A,B,正确答案\n单选,天空是什么颜色？,蓝,绿,B\n';
    await commitOf(await stageOf(bank, [fileOf('a.csv', first)]));
    const mended = await stageOf(bank, [fileOf('a.csv', first.replace('绿,B', '绿,A'))]);
    expect(mended.counts).toMatchObject({ changed: 1 });
    await commitOf(mended);
    const { rows, total } = await trainer.call('POST /api/questions/search', { body: { bank } });
    expect([total, rows[0]?.version]).toEqual([1, 2]);
    const { content } = await trainer.call('GET /api/questions/:id', { params: { id: rows[0]?.id ?? '' } });
    expect(content).toMatchObject({ key: 0 });
  });

  test('is undone whole: also new versions, categories and points', async () => {
    const bank = await newBank();
    const first = '题型,题目,A,B,正确答案,分类,知识点\n单选,一加一等于几？,2,3,A,数学,加法\n';
    await commitOf(await stageOf(bank, [fileOf('a.csv', first)]));
    const batch = await commitOf(
      await stageOf(bank, [
        fileOf('b.csv', `${first.replace('3,A', '4,A')}判断,地球是圆的。,,,对,地理,地球\n`),
      ]),
    );
    expect(await countIn(bank)).toBe(2);
    const undone = await trainer.call('POST /api/banks/undo', { body: { bank, batch: batch.id } });
    expect(undone.undone).toBe(true);
    const { rows } = await trainer.call('POST /api/questions/search', { body: { bank } });
    const { content } = await trainer.call('GET /api/questions/:id', { params: { id: rows[0]?.id ?? '' } });
    expect(JSON.stringify(content)).toContain('"3"');
    const frame = await trainer.call('GET /api/banks/:bank/frame', { params: { bank } });
    expect(frame.categories.map((c) => c.name)).toEqual(['数学']);
    const twice = await refusalOf(trainer.call('POST /api/banks/undo', { body: { bank, batch: batch.id } }));
    expect(twice.code).toBe('batch.undone');
  });

  test('that is undone keeps what somebody has changed since', async () => {
    const bank = await newBank();
    const batch = await commitOf(await stageOf(bank, [sheet]));
    const { rows } = await trainer.call('POST /api/questions/search', { body: { bank, text: '货叉' } });
    const id = rows[0]?.id ?? '';
    server.clock.advance(1000);
    await trainer.call('POST /api/questions/bulk', {
      body: { bank, questions: [id], change: { kind: 'difficulty', difficulty: 4 } },
    });
    await trainer.call('POST /api/banks/undo', { body: { bank, batch: batch.id } });
    expect(await countIn(bank)).toBe(1);
  });

  test('takes a refused row that was mended in the studio', async () => {
    const bank = await newBank();
    const view = await stageOf(bank, [sheet]);
    const content = {
      id: 'x',
      type: 'single' as const,
      stem: { zh: '盘点差异超过多少需要复盘？' },
      options: [{ text: { zh: '0.1%' } }, { text: { zh: '0.5%' } }],
      key: 1,
      difficulty: 3,
    };
    await trainer.call('POST /api/import/fix', { body: { stage: view.stage, item: view.total, content } });
    const mended = await trainer.call('GET /api/import/:stage', { params: { stage: view.stage } });
    expect([mended.total, mended.rejected.length]).toEqual([20, 4]);
    expect((await commitOf(mended)).questions).toBe(20);
  });

  test('can be told what to do with a look-alike', async () => {
    const bank = await newBank();
    const view = await stageOf(bank, [sheet]);
    const { items } = await trainer.call('POST /api/import/items', {
      body: { stage: view.stage, offset: 0, limit: 50, only: 'similar' },
    });
    expect(items).toHaveLength(1);
    const [alike] = items;
    expect(alike).toMatchObject({ status: 'similar', twin: expect.any(Number) });
    expect((await commitOf(view, { [String(alike?.item)]: 'skip' })).questions).toBe(18);
  });

  test('gives its report as a sheet that has every refusal', async () => {
    const view = await stageOf(await newBank(), [sheet]);
    const file = await trainer.call('POST /api/import/report', { body: { stage: view.stage, lang: 'zh' } });
    expect(Buffer.from(file.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
    const { read, utils } = await import('@e965/xlsx');
    const book = read(Buffer.from(file.base64, 'base64'));
    const [first] = book.SheetNames;
    const rows = utils.sheet_to_json<string[]>(book.Sheets[first ?? ''] ?? {}, { header: 1 });
    expect(rows.filter((r) => r.join().includes('不在选项里'))).toHaveLength(2);
  });

  test('keeps a file that cannot be read apart from those that can', async () => {
    const view = await stageOf(await newBank(), [sheet, fileOf('broken.zip', 'PK\u0003\u0004 nonsense')]);
    expect(view.files[1]?.fault?.code).toMatch(/^zip\./);
    expect(view.total).toBe(19);
  });

  test('is nobody else’s: not to look at, not to bring in', async () => {
    const view = await stageOf(await newBank(), [sheet]);
    const other = await server.joined('别人', 'trainer');
    const look = other.call('GET /api/import/:stage', { params: { stage: view.stage } });
    expect((await refusalOf(look)).code).toBe('import.unknown');
    const learner = await server.joined('学员');
    const stage = learner.call('POST /api/import/stage', {
      body: { bank: view.bank, files: [sheet], lang: 'zh' },
    });
    expect((await refusalOf(stage)).status).toBe(403);
  });

  test('sent twice is brought in once', async () => {
    const bank = await newBank();
    const view = await stageOf(bank, [sheet]);
    const commandId = crypto.randomUUID();
    const body = { stage: view.stage, bank, decisions: {} };
    const [a, b] = await Promise.all([
      trainer.call('POST /api/import/commit', { body }, { commandId }),
      trainer.call('POST /api/import/commit', { body }, { commandId }),
    ]);
    expect([a.id === b.id, await countIn(bank)]).toEqual([true, 19]);
  });

  test('with pictures keeps each once, and undo takes them out again', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const xml = `<?xml version="1.0"?><quiz><question type="truefalse"><name><text>q</text></name>
      <questiontext format="html"><text><![CDATA[<p>Red? <img src="@@PLUGINFILE@@/r.png" alt="a red dot"></p>]]></text>
      <file name="r.png" path="/" encoding="base64">${png}</file></questiontext>
      <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`;
    const bank = await newBank();
    const view = await stageOf(bank, [fileOf('q.xml', xml)]);
    const body = { stage: view.stage, offset: 0, limit: 1, only: 'all' as const };
    const { items } = await trainer.call('POST /api/import/items', { body });
    const name = /media:([0-9a-f]{64}\.png)/.exec(JSON.stringify(items[0]?.question))?.[1];
    const preview = await trainer.request(`/api/media/${name}`);
    expect([preview.status, preview.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const other = await server.joined('别人', 'trainer');
    expect((await other.request(`/api/media/${name}`)).status).toBe(404);
    const batch = await commitOf(view);
    const [medium] = await trainer.call('GET /api/media-list');
    expect(medium).toMatchObject({ kind: 'picture', alt: 'a red dot', uses: 1 });
    const shown = await trainer.request(medium?.url ?? '');
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    await trainer.call('POST /api/banks/undo', { body: { bank, batch: batch.id } });
    expect(await trainer.call('GET /api/media-list')).toEqual([]);
  });
});

describe('an export', () => {
  test.each(['gift', 'moodle-xml', 'qti22', 'qti30', 'csv', 'xlsx', 'json'] as const)(
    'as %s comes back as the same questions',
    async (format) => {
      const bank = await newBank();
      await commitOf(await stageOf(bank, [sheet]));
      const file = await trainer.call('POST /api/export', { body: { bank, format, lang: 'zh' } });
      expect(file.losses.filter((n) => n.code.endsWith('.type'))).toEqual([]);
      const back = await stageOf(await newBank(), [{ name: file.fileName, base64: file.base64 }]);
      expect([back.total, back.rejected]).toEqual([19, []]);
    },
  );

  test('of nothing is refused with a reason', async () => {
    const bank = await newBank();
    const refused = await refusalOf(
      trainer.call('POST /api/export', { body: { bank, format: 'gift', lang: 'zh' } }),
    );
    expect(refused).toBeInstanceOf(Refused);
    expect(refused.code).toBe('export.nothing');
  });
});

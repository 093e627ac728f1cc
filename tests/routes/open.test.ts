import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewEvent } from '../../server/domain/events/index.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { vaultOf } from '../../server/store/secret.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';
import { statementFaults } from '../helpers/xapi-check.ts';

type Row = Record<string, unknown>;
const DAYS = 'from=20261101&to=20261130';
const ESSAY = '=这是我写的一段作文';

/** What happens on these days: answers, a long text, talk, a fault, a session. */
const story = (n: number): NewEvent[] => [
  { verb: 'session.started', data: { device: 'desktop', os: 'SecretOS', entry: 'login' } },
  ...Array.from({ length: n }, (_, i): NewEvent => {
    const data = { mode: 'exam' as const, first: true, presentedAt: 5, rtSrvMs: 900, changes: 0, hints: 0 };
    return {
      verb: 'question.answered',
      obj: `q${i % 7}`,
      objVer: 1,
      ctx: '01920000-0000-7000-8000-0000000000aa',
      ok: i % 3 === 0,
      score: i % 3 === 0 ? 1 : 0.25,
      ms: 1_000 + i,
      data: { ...data, choices: i === 1 ? [ESSAY] : [i % 4] },
    };
  }),
  { verb: 'chat.sent', obj: '=cmd()', data: { len: 12, mentionsN: 0, moderation: 'SecretWord' } },
  { verb: 'coin.credited', data: { txn: 't', amount: 5, reason: 'answer' } },
  { verb: 'badge.earned', obj: 'b1', data: { ruleVer: 1, evidence: [] } },
];

describe.each(['sqlite', 'postgres'])('open data on %s', (kind) => {
  let server: TestServer;
  let admin: Browser;
  let trainer: Browser;
  let someone: Browser & { me: { person: { id: string; name: string } } };
  beforeAll(async () => {
    server = await startTestServer(kind === 'sqlite' ? {} : { db: await openPgliteDatabase() });
    admin = await server.joined('管理', 'admin');
    trainer = await server.joined('教练', 'trainer');
    someone = (await server.joined('小明', 'learner')) as never;
    const person = (await personOf('小明')).person;
    const actor: Actor = { org: server.company.id, person, zone: 'Asia/Shanghai', session: 'sess-1' };
    await commit(server.ctx, async (tx) => {
      for (const event of story(40)) tx.emit(actor, event);
    });
  });
  afterAll(() => server.close());

  const personOf = async (name: string): Promise<{ person: string }> =>
    server.ctx.db.read
      .selectFrom('identity')
      .select('person')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
  const file = async (by: Browser, path: string): Promise<Buffer> => {
    const res = await by.request(path);
    expect(res.status, path).toBe(200);
    return Buffer.from(await res.arrayBuffer());
  };
  const linesOf = async (by: Browser, more = ''): Promise<Row[]> =>
    (await file(by, `/api/open/events.ndjson?${DAYS}${more}`))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
  const newToken = (scopes: ('xapi:read' | 'events:read')[]) =>
    admin.call('POST /api/open/tokens/make', { body: { name: 'BI', scopes } });

  test('the dictionary is for trainers', async () => {
    expect((await trainer.call('GET /api/dictionary')).length).toBe(71);
    expect((await refusalOf(someone.call('GET /api/dictionary'))).code).toBe('auth.forbidden');
  });

  test('an export holds every event of its days once, and says before how many', async () => {
    const lines = await linesOf(admin);
    const { events } = (await (await admin.request(`/api/open/count?${DAYS}`)).json()) as { events: number };
    expect(lines.length).toBe(events);
    expect(new Set(lines.map((l) => l.id)).size).toBe(lines.length);
    expect(lines.filter((l) => l.verb === 'question.answered').length).toBe(40);
    expect(await linesOf(admin, '&dimensions=honor')).toEqual([
      expect.objectContaining({ verb: 'badge.earned', day: '2026-11-16', at: '2026-11-16T01:00:00.000Z' }),
    ]);
    const empty = await file(admin, '/api/open/events.ndjson?from=20250101&to=20250102');
    expect(empty.length).toBe(0);
  });

  test('CSV begins with a BOM, has no formula, and no text that a learner typed', async () => {
    const csv = (await file(trainer, `/api/open/events.csv?${DAYS}`)).toString();
    expect(csv.startsWith('\ufeffid,seq,at,day')).toBe(true);
    expect(csv).toContain(`,'=cmd(),`);
    expect(csv).toContain('text:10');
    for (const secret of ['作文', 'SecretWord', 'SecretOS', '小明', 'sess-1'])
      expect(csv, secret).not.toContain(secret);
    expect(csv.trim().split('\r\n').length).toBe((await linesOf(admin)).length + 1);
  });

  test('names and technical facts are for administrators, names only when asked for', async () => {
    const plain = await linesOf(admin);
    expect(JSON.stringify(plain)).not.toContain('小明');
    expect(JSON.stringify(plain)).toContain('SecretOS');
    const named = await linesOf(admin, '&names=1');
    expect(named.filter((l) => l.name === '小明').length).toBeGreaterThan(40);
    expect((await trainer.request(`/api/open/events.csv?${DAYS}&names=1`)).status).toBe(403);
    expect((await someone.request(`/api/open/events.csv?${DAYS}`)).status).toBe(403);
    expect((await server.client().request(`/api/open/events.csv?${DAYS}`)).status).toBe(401);
    expect((await admin.request('/api/open/events.csv?from=20261130&to=20261101')).status).toBe(409);
  });

  test('Parquet read back by hyparquet and by DuckDB gives the counts and sums of the log', async () => {
    const bytes = await file(admin, `/api/open/events.parquet?${DAYS}`);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const rows = await parquetReadObjects({ file: buffer });
    const lines = await linesOf(admin);
    const sum = (list: Row[], name: string) => list.reduce((s, r) => s + Number(r[name] ?? 0), 0);
    expect(rows.length).toBe(lines.length);
    for (const name of ['ok', 'score', 'ms']) expect(sum(rows, name), name).toBeCloseTo(sum(lines, name), 9);
    expect(rows.map((r) => r.id)).toEqual(lines.map((l) => l.id));
    expect(rows.map((r) => (r.at as Date).toISOString())).toEqual(lines.map((l) => l.at));
    const dir = await mkdtemp(join(tmpdir(), 'archipelago-parquet-'));
    await writeFile(join(dir, 'e.parquet'), bytes);
    const duck = await (await DuckDBInstance.create()).connect();
    const asked = await duck.runAndReadAll(
      `select count(*) as n, sum(ok)::int as ok, sum(score) as score, sum(ms)::bigint as ms, min("at")::varchar as first
       from '${join(dir, 'e.parquet')}'`,
    );
    const [found] = asked.getRowObjectsJS();
    await rm(dir, { recursive: true });
    expect(Number(found?.n)).toBe(lines.length);
    for (const name of ['ok', 'score', 'ms']) expect(Number(found?.[name])).toBeCloseTo(sum(lines, name), 9);
    expect(String(found?.first)).toContain('2026-11-16');
  });

  test('every export leaves its entry among the audits, and tells how far it is', async () => {
    const run = '01920000-0000-7000-8000-00000000000f';
    await file(trainer, `/api/open/events.csv?${DAYS}&dimensions=result,honor&run=${run}`);
    expect(await trainer.call('GET /api/open/runs/:run', { params: { run } })).toMatchObject({
      state: 'done',
      events: 41,
      total: 41,
    });
    expect((await refusalOf(admin.call('GET /api/open/runs/:run', { params: { run } }))).code).toBe(
      'not_found',
    );
    const last = await server.ctx.db.read
      .selectFrom('audit_entry')
      .select(['person', 'details'])
      .where('action', '=', 'events.export')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(last.person).toBe((await personOf('教练')).person);
    expect(JSON.parse(last.details)).toMatchObject({
      from: 20261101,
      format: 'csv',
      names: false,
      events: 41,
    });
  });

  test('a token is shown once, kept as a hash, opens what its scopes say, and nothing when revoked', async () => {
    const { token, view } = await newToken(['events:read']);
    expect(token).toMatch(/^arc_[a-z2-9]{20}$/);
    const stored = await server.ctx.db.read.selectFrom('api_token').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(
      JSON.stringify(await server.ctx.db.read.selectFrom('command').selectAll().execute()),
    ).not.toContain(token);
    const machine = server.client();
    const get = (path: string, authorization: string) =>
      machine.request(path, { headers: { authorization } });
    const bearer = await get(`/api/open/events.ndjson?${DAYS}`, `Bearer ${token}`);
    expect(bearer.status).toBe(200);
    const text = await bearer.text();
    expect(text).toContain('question.answered');
    expect(text).not.toContain('SecretOS');
    const basic = `Basic ${Buffer.from(`bi:${token}`).toString('base64')}`;
    expect((await get(`/api/open/events.csv?${DAYS}`, basic)).status).toBe(200);
    expect((await get('/xapi/statements', `Bearer ${token}`)).status).toBe(403);
    expect((await get(`/api/open/events.csv?${DAYS}`, 'Bearer arc_wrong')).status).toBe(401);
    const [known] = await admin.call('GET /api/open/tokens');
    expect(known).toMatchObject({ id: view.id, lastUsedAt: server.clock.now() });
    await admin.call('POST /api/open/tokens/revoke', { body: { id: view.id } });
    expect((await get(`/api/open/events.csv?${DAYS}`, `Bearer ${token}`)).status).toBe(401);
    expect((await refusalOf(trainer.call('GET /api/open/tokens'))).code).toBe('auth.forbidden');
  });

  describe('statements to pull', () => {
    let token = '';
    const pull = async (path: string, version: string | null = '2.0.0'): Promise<Response> =>
      fetch(server.url + path, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(version === null ? {} : { 'x-experience-api-version': version }),
        },
      });
    const page = async (path: string) =>
      (await (await pull(path)).json()) as { statements: Row[]; more: string };
    const all = async (first: string): Promise<Row[]> => {
      const found: Row[] = [];
      for (let at = first; at !== ''; ) {
        const { statements, more } = await page(at);
        found.push(...statements);
        at = more;
      }
      return found;
    };
    beforeAll(async () => {
      token = (await newToken(['xapi:read'])).token;
    });

    test('about and profile are for anyone, statements ask for a token and the version', async () => {
      const about = await fetch(`${server.url}/xapi/about`);
      expect(await about.json()).toEqual({ version: ['2.0.0'] });
      expect(about.headers.get('x-experience-api-version')).toBe('2.0.0');
      const profile = await fetch(`${server.url}/xapi/profile`);
      expect(profile.headers.get('content-type')).toContain('application/ld+json');
      expect(((await profile.json()) as Row).type).toBe('Profile');
      expect((await fetch(`${server.url}/xapi/statements`)).status).toBe(401);
      expect((await pull('/xapi/statements', null)).status).toBe(400);
      expect((await pull('/xapi/statements', '1.0.3')).status).toBe(400);
      expect((await pull('/xapi/statements?since=yesterday')).status).toBe(400);
      expect((await pull('/xapi/statements?agent=nonsense')).status).toBe(400);
    });

    test('every statement comes exactly once, page by page, in both directions', async () => {
      const up = await all('/xapi/statements?ascending=true&limit=7');
      const down = await all('/xapi/statements?limit=9');
      expect(up.flatMap(statementFaults)).toEqual([]);
      expect(new Set(up.map((s) => s.id)).size).toBe(up.length);
      expect(down.map((s) => s.id)).toEqual(up.map((s) => s.id).reverse());
      expect(up.filter((s) => JSON.stringify(s.verb).includes('answered')).length).toBe(40);
      expect(JSON.stringify(up)).not.toContain('作文');
    });

    test('what is new between two pages is left to the next pull', async () => {
      const { statements, more } = await page('/xapi/statements?limit=5');
      const { person } = await personOf('小明');
      const actor: Actor = { org: server.company.id, person, zone: 'Asia/Shanghai' };
      await commit(server.ctx, async (tx) =>
        tx.emit(actor, { verb: 'title.earned', obj: 't', data: { ruleVer: 1 } }),
      );
      const rest = await all(more);
      expect(JSON.stringify([...statements, ...rest])).not.toContain('title.earned');
      expect(JSON.stringify(await all('/xapi/statements'))).toContain('title.earned');
    });

    test('coins come one by one when all is asked for', async () => {
      const earned = (list: Row[]) => list.filter((s) => JSON.stringify(s).includes('coin.credited')).length;
      expect(earned(await all('/xapi/statements'))).toBe(0);
      expect(earned(await all('/xapi/statements?all=1'))).toBeGreaterThan(0);
    });

    test('since, until, verb, agent and id narrow', async () => {
      const { person } = await personOf('小明');
      const home = (
        (await page('/xapi/statements?limit=1')).statements[0] as { actor: { account: { homePage: string } } }
      ).actor.account.homePage;
      const agent = encodeURIComponent(
        JSON.stringify({ objectType: 'Agent', account: { homePage: home, name: person } }),
      );
      const mine = await all(`/xapi/statements?agent=${agent}`);
      expect(new Set(mine.map((s) => JSON.stringify(s.actor))).size).toBe(1);
      expect(mine.length).toBeGreaterThan(40);
      const verb = encodeURIComponent('http://adlnet.gov/expapi/verbs/answered');
      expect((await all(`/xapi/statements?verb=${verb}&limit=13`)).length).toBe(40);
      const at = new Date(server.clock.now()).toISOString();
      expect(await all(`/xapi/statements?since=${at}`)).toEqual([]);
      expect((await all(`/xapi/statements?until=${at}&verb=${verb}`)).length).toBe(40);
      const [one] = mine;
      expect(await (await pull(`/xapi/statements?statementId=${String(one?.id)}`)).json()).toEqual(one);
      const nobody = '01920000-0000-7000-8000-000000000000';
      expect((await pull(`/xapi/statements?statementId=${nobody}`)).status).toBe(404);
    });
  });

  test('record stores are kept without ever showing their password', async () => {
    const lrs = { name: 'LRS', url: 'https://lrs.example.com/xapi', username: 'u', everything: false };
    const [made] = await admin.call('POST /api/open/lrs/save', {
      body: { ...lrs, password: 'geheim', from: 'now' },
    });
    expect(made).toMatchObject({ ...lrs, state: 'on', sent: 0, cursor: made?.newest });
    const [changed] = await admin.call('POST /api/open/lrs/save', {
      body: { ...lrs, id: made?.id ?? '', name: 'B' },
    });
    expect(changed?.name).toBe('B');
    expect(JSON.stringify(await admin.call('GET /api/open/lrs'))).not.toContain('geheim');
    const { id, secret } = await server.ctx.db.read
      .selectFrom('lrs_target')
      .select(['id', 'secret'])
      .executeTakeFirstOrThrow();
    expect(secret).not.toContain('geheim');
    expect(vaultOf(server.ctx.config).open('lrs', id, secret)).toBe('geheim');
    for (const url of [
      'http://lrs.example.com',
      'https://10.0.0.1/x',
      'https://localhost/x',
      'https://[::1]/',
    ])
      expect((await refusalOf(admin.call('POST /api/open/lrs/save', { body: { ...lrs, url } }))).code).toBe(
        'lrs.url',
      );
    expect((await refusalOf(trainer.call('GET /api/open/lrs'))).code).toBe('auth.forbidden');
    expect(await admin.call('POST /api/open/lrs/remove', { body: { id: made?.id ?? '' } })).toEqual([]);
    expect((await refusalOf(admin.call('POST /api/open/lrs/remove', { body: { id: 'x' } }))).code).toBe(
      'lrs.unknown',
    );
  });
});

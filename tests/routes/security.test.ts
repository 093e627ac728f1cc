import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
let me: Browser;
beforeAll(async () => {
  server = await startTestServer();
  me = await server.joined('安全员');
});
afterAll(() => server.close());

const json = () => ({ 'content-type': 'application/json', 'command-id': randomUUID() });
const alive = async (): Promise<boolean> => (await server.client().call('GET /api/health')).ok;

describe('a write from elsewhere', () => {
  test.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a page of the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['an Origin that is none', { origin: 'http://' }],
  ])('%s is refused', async (_, headers) => {
    const refusal = await refusalOf(me.call('POST /api/settings', { body: { lang: 'en' } }, { headers }));
    expect([refusal.status, refusal.code]).toEqual([403, 'auth.origin']);
    expect((await me.call('GET /api/me')).settings.lang).toBe('zh');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a form of type %j is refused',
    async (type) => {
      const headers = { origin: server.url, 'content-type': type, 'command-id': randomUUID() };
      const body = JSON.stringify({ lang: 'en' });
      const res = await me.request('/api/settings', { method: 'POST', headers, body });
      expect(res.status).toBe(400);
      expect((await me.call('GET /api/me')).settings.lang).toBe('zh');
    },
  );

  test('no reply lets another origin read it', async () => {
    for (const path of ['/api/me', '/matchmake/joinOrCreate/lobby', '/']) {
      for (const method of ['GET', 'OPTIONS']) {
        const res = await me.request(path, { method, headers: { origin: 'https://evil.example' } });
        expect(res.headers.get('access-control-allow-origin')).toBeNull();
        expect(res.headers.get('access-control-allow-credentials')).toBeNull();
      }
    }
  });

  test('a socket opened by a foreign page is refused, one of our own page is not', async () => {
    const status = (origin: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
        const headers = { ...upgrade, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', origin };
        const req = httpRequest(`${server.url}/a/b?sessionId=c`, { headers });
        req.on('upgrade', (res, socket) => {
          socket.destroy();
          resolve(res.statusCode ?? 0);
        });
        req.on('response', (res) => resolve(res.statusCode ?? 0));
        req.on('error', reject);
        req.end();
      });
    expect(await status('https://evil.example')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(await status(server.url)).toBe(101);
    expect(await alive()).toBe(true);
  });
});

describe('the session cookie', () => {
  test('is out of reach of scripts and of other sites', async () => {
    const res = await server.client().request('/api/join', {
      method: 'POST',
      headers: { ...json(), origin: server.url },
      body: JSON.stringify({ code: server.company.code, name: '饼干', lang: 'zh' }),
    });
    const line = res.headers.get('set-cookie') ?? '';
    expect(line).toMatch(/^archipelago=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/u);
    expect(res.headers.get('cache-control')).toBe('no-store');
  });

  test('is not what the store keeps', async () => {
    const token = me.cookie().split('=')[1] ?? '';
    const rows = await server.ctx.db.read.selectFrom('session').select('tokenHash').execute();
    expect(rows.map((r) => r.tokenHash)).not.toContain(token);
  });
});

describe('every reply', () => {
  test.each(['/api/health', '/api/nothing', '/', '/avatars/x.svg', '/matchmake/joinOrCreate/lobby'])(
    '%s carries the security headers',
    async (path) => {
      const { headers } = await server.client().request(path);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});

type Sent = { status: number; body: string; reused: boolean };
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterAll(() => agent.destroy());
/** Sends a body in pieces over one kept connection; without `length` it is chunked. */
const send = (path: string, pieces: Buffer[], headers: Record<string, string> = {}): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const req = httpRequest(`${server.url}${path}`, {
      method: 'POST',
      agent,
      headers: { ...json(), ...headers },
    });
    req.on('error', reject);
    req.on('response', (res) => {
      let body = '';
      res.on('data', (d: Buffer) => {
        body += d.toString();
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body, reused: req.reusedSocket }));
    });
    for (const piece of pieces) req.write(piece);
    req.end();
  });

describe('a body', () => {
  const big = Buffer.from(`{"code":"${'x'.repeat(300 * 1024)}"}`);

  test('over the limit gets 413, and the connection serves the next request', async () => {
    const sent = await send('/api/join', [big], { 'content-length': String(big.length) });
    expect([sent.status, JSON.parse(sent.body)]).toMatchObject([413, { code: 'too_large' }]);
    const next = await send('/api/join', [Buffer.from('{}')]);
    expect([next.status, next.reused]).toEqual([400, true]);
  });

  test('in chunks without a length is counted too', async () => {
    const sent = await send('/api/join', Array<Buffer>(40).fill(Buffer.alloc(10 * 1024, 'x')));
    expect([sent.status, JSON.parse(sent.body)]).toMatchObject([413, { code: 'too_large' }]);
    expect(await alive()).toBe(true);
  });

  test('of a lobby join has a limit and a length', async () => {
    const path = '/matchmake/joinOrCreate/lobby';
    const large = await send(path, [big], { 'content-length': String(big.length) });
    expect([large.status, JSON.parse(large.body).code]).toEqual([413, 'too_large']);
    expect((await send(path, [Buffer.from('{}')], { 'transfer-encoding': 'chunked' })).status).toBe(411);
    expect(await alive()).toBe(true);
  });

  test('of sixty megabytes to the live door is cut off and costs no memory', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await new Promise<string>((resolve) => {
      const { port } = new URL(server.url);
      const socket = connect(Number(port), '127.0.0.1');
      let said = '';
      socket.on('data', (d) => {
        said += d.toString();
      });
      socket.on('error', () => resolve(said || 'cut'));
      socket.on('close', () => resolve(said || 'cut'));
      socket.write(
        'POST /matchmake/joinOrCreate/lobby HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 62914560\r\n\r\n',
      );
      const piece = Buffer.alloc(1024 * 1024, 'x');
      for (let n = 0; n < 60; n += 1) socket.write(piece);
    });
    expect(outcome).toMatch(/413|cut/u);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    expect(await alive()).toBe(true);
  });

  test.each([
    ['half a request', 'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{'],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001'],
    ['a path with a NUL', 'GET /api/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n'],
    [
      'an upgrade to nowhere',
      'GET //%%% HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ],
  ])('and a connection with %s leave the process alive', async (_, text) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(text);
    await new Promise((done) => setTimeout(done, 100));
    socket.destroy();
    expect(await alive()).toBe(true);
  });
});

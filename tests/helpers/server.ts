import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { hashToken, newLinkCode } from '../../server/auth.ts';
import { type Config, readConfig } from '../../server/config.ts';
import type { Ctx } from '../../server/context.ts';
import type { Api, ApiPath, JoinBody, Me } from '../../server/domain/api.ts';
import type { Role } from '../../server/domain/person.ts';
import { prepareCompany } from '../../server/jobs/content.ts';
import { startDesk } from '../../server/jobs/desk.ts';
import { guardServer } from '../../server/rooms/guard.ts';
import { liveLine } from '../../server/rooms/line.ts';
import { commit } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import { type Clock, clockAt } from './clock.ts';

type ParamIn<K extends string> = K extends `${string}:${infer P}/${infer Rest}`
  ? P | ParamIn<Rest>
  : K extends `${string}:${infer P}`
    ? P
    : never;
type Params<K extends ApiPath> = [ParamIn<K>] extends [never]
  ? unknown
  : { params: Record<ParamIn<K>, string> };
type Body<K extends ApiPath> = Api[K] extends { body: infer B } ? { body: B } : unknown;
type Input<K extends ApiPath> = Params<K> & Body<K>;
type Extra = { commandId?: string; headers?: Record<string, string> };
type Args<K extends ApiPath> =
  unknown extends Input<K> ? [input?: undefined, extra?: Extra] : [input: Input<K>, extra?: Extra];

/** The server's no, as a browser sees it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, number | string>;
  constructor(status: number, said: { code?: string; details?: Record<string, number | string> }) {
    super(`${status} ${said.code}`);
    this.status = status;
    this.code = said.code ?? '';
    this.details = said.details ?? {};
  }
}

/** One browser: keeps its cookie, sends Origin, JSON and a command id. `call` throws `Refused`. */
export const browserAt = (url: string, device = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0') => {
  let cookie = '';
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers({ 'user-agent': device, ...(cookie ? { cookie } : {}) });
    for (const [name, value] of Object.entries(init.headers ?? {})) headers.set(name, String(value));
    const res = await fetch(url + path, { ...init, headers });
    for (const line of res.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
    return res;
  };
  const setCookie = (value: string): void => {
    cookie = value;
  };
  const call = async <K extends ApiPath>(key: K, ...args: Args<K>): Promise<Api[K]['reply']> => {
    const [method = 'GET', pattern = ''] = key.split(' ');
    const [given, extra = {}] = args;
    const input = (given ?? {}) as { params?: Record<string, string>; body?: unknown };
    const path = pattern.replace(/:(\w+)/g, (_, p: string) => encodeURIComponent(input.params?.[p] ?? ''));
    const write = {
      origin: url,
      'content-type': 'application/json',
      'command-id': extra.commandId ?? randomUUID(),
    };
    const headers = { ...(method === 'POST' ? write : {}), ...extra.headers };
    const body = method === 'POST' ? { body: JSON.stringify(input.body ?? {}) } : {};
    const res = await request(path, { method, headers, ...body });
    const said: unknown = await res.json();
    if (!res.ok) throw new Refused(res.status, said as { code?: string });
    return said as Api[K]['reply'];
  };
  return { call, request, cookie: () => cookie, setCookie };
};
export type Browser = ReturnType<typeof browserAt>;

/** A login that nobody has yet, with a password. */
export const newAccount = () => ({ login: `p${randomUUID().slice(0, 13)}`, password: 'mango-tree-42' });

type Options = { db?: Database; clock?: Clock; config?: Partial<Config> };

/** The real server with the real content on a free port, its data in a folder of its own. One per test file. */
export const startTestServer = async ({ db: given, clock = clockAt(), config: changed }: Options = {}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-server-'));
  const db = given ?? (await openDatabase({ dataDir }));
  const config: Config = { ...readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }), ...changed };
  const ctx: Ctx = {
    db,
    now: clock.now,
    random: Math.random,
    log: pino({ level: config.logLevel }),
    config,
    line: liveLine(),
  };
  const root = resolve(import.meta.dirname, '../..');
  const contentDir = join(root, 'content');
  const company = await prepareCompany(ctx, contentDir);
  const desk = startDesk(ctx);
  const app = createApp(ctx, { contentDir, clientDir: join(root, 'dist/client') });
  guardServer(app, ctx);
  await app.listen(0, '127.0.0.1');
  const bound = app.transport.server?.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('the server has no port');
  const url = `http://127.0.0.1:${bound.port}`;
  const client = (device?: string): Browser => browserAt(url, device);

  /** A one-time link code for a new person, as the studio or the command line makes it. */
  const invite = async (about: { role: Role; name?: string; days?: number }): Promise<string> => {
    const code = newLinkCode();
    const { role, name, days = 7 } = about;
    const link = { codeHash: hashToken(code), expiresAt: clock.now() + days * 86_400_000 };
    await commit(ctx, (tx) =>
      createInvite(tx, { ...link, org: company.id, kind: 'invite', role, ...(name ? { name } : {}) }),
    );
    return code;
  };
  /** Somebody who has joined: a guest by the company code, or a person of `role` by an invite. */
  const joined = async (name: string, role?: Role): Promise<Browser & { me: Me }> => {
    const browser = client();
    const body: JoinBody =
      role === undefined
        ? { code: company.code, name, lang: 'zh' }
        : { code: await invite({ role }), name, lang: 'zh', ...newAccount() };
    const me = await browser.call('POST /api/join', { body });
    return { ...browser, me };
  };
  const close = async (): Promise<void> => {
    await app.gracefullyShutdown(false);
    await desk.stop();
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url, ctx, clock, company, app, client, invite, joined, close };
};
export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** The refusal of a call that must not succeed. */
export const refusalOf = async (promise: Promise<unknown>): Promise<Refused> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

import { uuidv7 } from 'uuidv7';
import type { Api, ApiPath } from '../../server/domain/api.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import { leave, session, setOnline } from '../stores/session.ts';

/** The server's no. `code` is the reason to show with `t(code)`. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, number | string>;
  readonly status: number;
  constructor(code: ErrorCode, details: Record<string, number | string>, status: number) {
    super(code);
    this.code = code;
    this.details = details;
    this.status = status;
  }
}
/** The network stayed away for longer than the retries last; nothing is known of the command's fate. */
export class Offline extends Error {}

type Names<S extends string> = S extends `${string}:${infer P}/${infer Rest}`
  ? P | Names<Rest>
  : S extends `${string}:${infer P}`
    ? P
    : never;
type Params<K extends ApiPath> = [Names<K>] extends [never] ? unknown : { params: Record<Names<K>, string> };
type Body<K extends ApiPath> = Api[K] extends { body: infer B } ? { body: B } : unknown;
type Query<K extends ApiPath> = Api[K] extends { query: infer Q } ? { query: Q } : unknown;
export type Input<K extends ApiPath> = Params<K> & Body<K> & Query<K>;
type Args<K extends ApiPath> =
  unknown extends Input<K> ? [] : [input: Input<K>, again?: { commandId: string }];

const DELAYS_MS = [500, 1000, 2000, 4000];
const GIVE_UP_MS = 60_000;
const TRY_MS = 15_000;

const wait = (ms: number): Promise<void> =>
  new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', finish);
      done();
    };
    const timer = setTimeout(finish, ms);
    globalThis.addEventListener?.('online', finish);
  });

type Loose = { params?: Record<string, string>; body?: unknown; query?: Record<string, string> };

const requestOf = (key: ApiPath, input: Loose, commandId: string): { url: string; init: RequestInit } => {
  const [method = 'GET', path = ''] = key.split(' ');
  const at = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const asked = new URLSearchParams(input.query).toString();
  const url = asked === '' ? at : `${at}?${asked}`;
  if (method === 'GET') return { url, init: { method, headers: { accept: 'application/json' } } };
  const headers = { 'content-type': 'application/json', 'command-id': commandId };
  return { url, init: { method, headers, body: JSON.stringify(input.body ?? {}) } };
};

/** A gateway's own answer, or a server that is just going down: as good as no answer. */
const isGateway = (res: Response): boolean =>
  res.status >= 502 && !(res.headers.get('content-type') ?? '').includes('json');

/** An answer that came whole: `said` = its JSON; undefined = it is none. */
type Answer = { status: number; ok: boolean; said: unknown };

const inJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** One try; undefined = the network gave nothing, or broke off before the end of the answer. */
const tryOnce = async (url: string, init: RequestInit): Promise<Answer | undefined> => {
  try {
    const res = await fetch(url, {
      ...init,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TRY_MS),
    });
    if (isGateway(res)) return undefined;
    const { ok, status } = res;
    const said = inJson(await res.text());
    return ok && said === undefined ? undefined : { ok, status, said };
  } catch {
    return undefined;
  }
};

const refusalOf = ({ said, status }: Answer): Refusal => {
  const { code, details } = (said ?? {}) as { code?: ErrorCode; details?: Record<string, number | string> };
  return new Refusal(code ?? (status === 404 ? 'not_found' : 'server.fault'), details ?? {}, status);
};

/**
 * Calls the server. A lost network, or an answer that breaks off, is retried with the SAME command id (0.5, 1, 2, 4,
 * 4 ... s) for a minute, so that a command whose reply got lost is done once; then `Offline`. A refusal throws
 * `Refusal`. A command that the caller keeps and sends again brings its own `commandId`.
 */
export const call = async <K extends ApiPath>(key: K, ...args: Args<K>): Promise<Api[K]['reply']> => {
  const [input = {}, again] = args as [Loose?, { commandId: string }?];
  const { url, init } = requestOf(key, input, again?.commandId ?? uuidv7());
  const began = performance.now();
  for (let n = 0; ; n += 1) {
    const answer = await tryOnce(url, init);
    if (answer !== undefined) {
      setOnline(true);
      if (answer.ok) return answer.said as Api[K]['reply'];
      const refusal = refusalOf(answer);
      if (refusal.code === 'auth.required' && session.getState().status === 'in') leave(true);
      throw refusal;
    }
    setOnline(false);
    if (performance.now() - began > GIVE_UP_MS) throw new Offline(key);
    await wait(DELAYS_MS[Math.min(n, DELAYS_MS.length - 1)] ?? 4000);
  }
};

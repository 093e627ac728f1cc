import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import type { ApiPath } from '../../server/domain/api.ts';
import { Refused } from '../helpers/server.ts';

/** One device: keeps its cookie. `call` throws `Refused`; replies are as the contract types them. */
export type Wire = {
  call: (key: ApiPath, input: WireInput, commandId?: string) => Promise<unknown>;
  cookie: () => string;
};
export type WireInput = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };

/** As long as the product's client waits for a reply. */
const REPLY_MS = 15_000;

/** Connections that all devices of a simulation share, so that a thousand calls a second open no thousand sockets. One
 * that is silent for `replyMs` is given up, and with it the request that waits there. */
export const newAgent = (sockets = 64, replyMs = REPLY_MS): Agent =>
  new Agent({ keepAlive: true, maxSockets: sockets, scheduling: 'fifo', timeout: replyMs });

const textOf = async (res: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of res) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

const pathOf = (
  pattern: string,
  params: Record<string, string>,
  query: Record<string, string> | undefined,
): string => {
  const path = pattern.replace(/:(\w+)/g, (_, p: string) => encodeURIComponent(params[p] ?? ''));
  return query ? `${path}?${new URLSearchParams(query)}` : path;
};

type Ask = { agent: Agent; method: string; url: string; headers: Record<string, string>; text: string };
const ask = ({ agent, method, url, headers, text }: Ask): Promise<IncomingMessage> =>
  new Promise((done, fail) => {
    const req = send(url, { agent, method, headers }, done);
    req.once('error', fail);
    req.once('timeout', () => req.destroy(new Error(`no reply from ${url}`)));
    req.end(text);
  });

/** A browser at the server, as lean as one can be: node's own HTTP, JSON, a cookie and a command id. */
export const wireTo = (url: string, agent: Agent, device: string): Wire => {
  let cookie = '';
  const call: Wire['call'] = async (key, { params = {}, query, body = {} }, commandId) => {
    const [method = 'GET', pattern = ''] = key.split(' ');
    const write = method === 'POST';
    const text = write ? JSON.stringify(body) : '';
    const headers: Record<string, string> = { 'user-agent': device, ...(cookie === '' ? {} : { cookie }) };
    if (write)
      Object.assign(headers, {
        origin: url,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        'command-id': commandId ?? randomUUID(),
      });
    const res = await ask({ agent, method, url: url + pathOf(pattern, params, query), headers, text });
    const [set] = res.headers['set-cookie'] ?? [];
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    const said: unknown = JSON.parse(await textOf(res));
    if (res.statusCode !== 200) throw new Refused(res.statusCode ?? 0, said as { code?: string });
    return said;
  };
  return { call, cookie: () => cookie };
};

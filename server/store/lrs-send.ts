import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from '../domain/outbound.ts';
import type { Statement } from '../domain/xapi.ts';

const LIMIT_MS = 20_000;
const MOST_REPLY = 65_536;
const VERSION = '2.0.0';

/** Where statements go: `open` = OUTBOUND_PRIVATE, addresses inside the company's network are allowed. */
export type Destination = { url: string; username: string; secret: string; open: boolean };
/** What a store answered; `status` 0 = nothing, with its reason in `fault`; `waitMs` = it asks to be left alone so long. */
export type Answer = { status: number; fault?: string; waitMs?: number };

/** A name is looked at where it is resolved, so that it cannot point elsewhere between the check and the call. */
const publicOnly: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const closed = found.some(({ address }) => isPrivateAddress(address));
    if (closed) return done(new Error('private address'), '', 0);
    if (options.all === true) return done(null, found);
    return done(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  });
};

const waitOf = (header: string | undefined): { waitMs?: number } => {
  const seconds = Number(header);
  return header !== undefined && seconds > 0 ? { waitMs: Math.min(seconds, 3_600) * 1_000 } : {};
};

type Sent = { method: 'GET' | 'POST'; path: string; body?: string };
const call = ({ url, username, secret, open }: Destination, { method, path, body }: Sent): Promise<Answer> =>
  new Promise((resolve) => {
    const target = new URL(`${url.replace(/\/+$/u, '')}${path}`);
    const request = target.protocol === 'http:' ? requestHttp : requestHttps;
    const options: RequestOptions = {
      method,
      auth: `${username}:${secret}`,
      headers: {
        'x-experience-api-version': VERSION,
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
      signal: AbortSignal.timeout(LIMIT_MS),
      ...(open ? {} : { lookup: publicOnly }),
    };
    const failed = (error: Error): void => resolve({ status: 0, fault: error.message.slice(0, 200) });
    const sent = request(target, options, (res) => {
      let read = 0;
      res.on('data', (piece: Buffer) => {
        read += piece.length;
        if (read > MOST_REPLY) res.destroy();
      });
      res.on('error', failed);
      res.on('close', () => resolve({ status: res.statusCode ?? 0, ...waitOf(res.headers['retry-after']) }));
    });
    sent.on('error', failed);
    sent.end(body);
  });

/** Hands statements over; never throws, follows no redirect. */
export const sendStatements = (to: Destination, statements: readonly Statement[]): Promise<Answer> =>
  call(to, { method: 'POST', path: '/statements', body: JSON.stringify(statements) });

/** Asks for one statement: whether the store is there and takes the credentials. */
export const askStore = (to: Destination): Promise<Answer> =>
  call(to, { method: 'GET', path: '/statements?limit=1' });

import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { matchMaker, type Server } from '@colyseus/core';
import { addressOf, isOwnOrigin } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { ErrorCode } from '../domain/errors.ts';

const CSP = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self' ws: wss:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
const HEADERS: [string, string][] = [
  ['Content-Security-Policy', CSP],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
];

/** A join asks for a room in a few words. */
const MOST_JOIN_BYTES = 4 * 1024;
/** What is still read of a body that was refused, so that the sender sees the refusal; then the line is cut. */
const MOST_REFUSED_BYTES = 1024 * 1024;
const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;

/** The address of who joins a room, as the server sees it: what a client says here is replaced. */
export const ADDRESS_HEADER = 'x-join-address';

type Refusal = { status: number; code: ErrorCode };

const refusalOf = (ctx: Ctx, req: IncomingMessage): Refusal | undefined => {
  if (!req.url?.startsWith('/matchmake')) return undefined;
  if (!isOwnOrigin(ctx, req.headers)) return { status: 403, code: 'auth.origin' };
  if (req.method !== 'POST') return undefined;
  const length = req.headers['content-length'];
  if (length === undefined || req.headers['transfer-encoding'] !== undefined)
    return { status: 411, code: 'bad_request' };
  if (Number(length) > MOST_JOIN_BYTES) return { status: 413, code: 'too_large' };
  return undefined;
};

const refuse = (req: IncomingMessage, res: ServerResponse, { status, code }: Refusal): void => {
  let read = 0;
  req.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_REFUSED_BYTES) req.destroy();
  });
  res.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  res.end(JSON.stringify({ code, details: {} }));
};

const headersOf = (ctx: Ctx): [string, string][] =>
  ctx.config.publicUrl?.startsWith('https:')
    ? [...HEADERS, ['Strict-Transport-Security', 'max-age=31536000']]
    : HEADERS;

const guardRequests = (http: HttpServer, ctx: Ctx): void => {
  const headers = headersOf(ctx);
  const listeners = http.listeners('request');
  http.removeAllListeners('request');
  http.on('request', (req: IncomingMessage, res: ServerResponse) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    const refusal = refusalOf(ctx, req);
    req.headers[ADDRESS_HEADER] = addressOf(ctx, req);
    if (refusal) return refuse(req, res, refusal);
    for (const listener of listeners) listener.call(http, req, res);
  });
};

const guardUpgrades = (http: HttpServer, ctx: Ctx): void => {
  const listeners = http.listeners('upgrade');
  http.removeAllListeners('upgrade');
  http.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!isOwnOrigin(ctx, req.headers) || !URL.canParse(req.url ?? '', 'http://server'))
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    for (const listener of listeners) listener.call(http, req, socket, head);
  });
};

const guarded = new WeakSet<Server>();

/**
 * Closes what the live server leaves open: bodies without a limit, any page's origin for calls and sockets, replies
 * without security headers. Before `listen()` or after it; a second call does nothing.
 */
export const guardServer = (server: Server, ctx: Ctx): void => {
  const http = server.transport.server as HttpServer | undefined;
  if (!http) throw new Error('guardServer needs a transport with an HTTP server');
  if (guarded.has(server)) return;
  guarded.add(server);
  const { controller } = matchMaker;
  Object.assign(controller, { DEFAULT_CORS_HEADERS: { Vary: 'Origin' }, getCorsHeaders: () => ({}) });
  http.headersTimeout = HEADERS_MS;
  http.requestTimeout = REQUEST_MS;
  const guard = (): void => {
    guardRequests(http, ctx);
    guardUpgrades(http, ctx);
  };
  // The live server adds its own listeners while it starts to listen; the guard stands before all of them.
  if (http.listening) guard();
  else http.once('listening', () => process.nextTick(guard));
};

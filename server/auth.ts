import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Ctx } from './context.ts';
import type { Role } from './domain/person.ts';
import type { Actor } from './store/commit.ts';
import { findSession } from './store/session.ts';

/** Who makes a request. `person` is the account, `session` the device; `renewed` = the session's life was extended. */
export type Signed = Actor & { role: Role; guest: boolean; session: string; renewed: boolean };

/** 256 random bits, URL-safe; only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LINK_LENGTH = 20;
const spell = (bytes: Uint8Array): string => [...bytes].map((b) => LETTERS[b % LETTERS.length]).join('');
/** Short, typable code for join and invite links: 20 characters without look-alikes (about 98 bits). */
export const newLinkCode = (length = LINK_LENGTH): string => spell(randomBytes(length));
/** The same code for the same device and command: a repeated command gives its link again, which is stored nowhere. */
export const linkCodeOf = (token: string, commandId: string): string =>
  spell(createHmac('sha256', token).update(`link:${commandId}`).digest().subarray(0, LINK_LENGTH));

/** scrypt cost by OWASP's advice: N = 2^15, r = 8, p = 3; 32 MiB and about 150 ms. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

const stored = (salt: Buffer, key: Buffer): string =>
  ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');

/** `scrypt$N$r$p$salt$key`, base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return stored(salt, await derive(password, salt));
};

const NOBODY = stored(Buffer.alloc(16), Buffer.alloc(KEY_BYTES));

/** Compares in constant time; an unknown account (`hash` undefined) takes as long as a known one. */
export const checkPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  const [, , , , salt = '', key = ''] = (hash ?? NOBODY).split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== undefined;
};

/** The person behind a session token, or undefined when it is unknown, revoked or expired. */
export const signedIn = async (ctx: Ctx, token: string): Promise<Signed | undefined> =>
  findSession(ctx, hashToken(token));

/** Room tokens live one minute, in the process that gave them and in those that share its secret. */
let roomSecret = randomBytes(32).toString('base64url');
const ROOM_TOKEN_MS = 60_000;
const sign = (text: string): string => createHmac('sha256', roomSecret).update(text).digest('base64url');
/** Agrees on one secret with other processes: `agree` is given ours and gives the one that all use. */
export const shareRoomSecret = async (agree: (ours: string) => Promise<string>): Promise<void> => {
  roomSecret = await agree(roomSecret);
};

/** Token for the live rooms; it names the session, so that a revoked device gets no further. */
export const newRoomToken = (session: string, now: number): string => {
  const text = `${session}.${now + ROOM_TOKEN_MS}`;
  return `${text}.${sign(text)}`;
};
/** The session a room token names; undefined when it is forged or older than a minute. */
export const readRoomToken = (token: string, now: number): string | undefined => {
  const [session = '', until = '', mac = ''] = token.split('.');
  const right = Buffer.from(sign(`${session}.${until}`));
  const given = Buffer.from(mac);
  const genuine = given.length === right.length && timingSafeEqual(given, right);
  return genuine && Number(until) > now ? session : undefined;
};

/** True for our own page and for what sends no Origin (no browser); 'null' and other hosts are foreign. */
export const isOwnOrigin = (ctx: Ctx, headers: IncomingMessage['headers']): boolean => {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  const { publicUrl } = ctx.config;
  return from === host || (publicUrl !== undefined && from === new URL(publicUrl).host);
};

/**
 * The client's address, for counting only: an IPv6 network of /64 counts as one. Behind the company's own proxy it is
 * the last entry of X-Forwarded-For, the one which that proxy has seen itself.
 */
export const addressOf = (ctx: Ctx, req: Pick<IncomingMessage, 'headers' | 'socket'>): string => {
  const forwarded = ctx.config.trustProxy ? String(req.headers['x-forwarded-for'] ?? '') : '';
  const seen = forwarded.split(',').at(-1)?.trim() || req.socket.remoteAddress || '';
  const address = seen.replace(/^::ffff:/iu, '');
  if (!address.includes(':')) return address;
  const head = address.split('::')[0] ?? '';
  return `${head.split(':').slice(0, 4).join(':')}::/64`;
};

import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Ctx } from './context.ts';
import type { Role } from './domain/person.ts';
import type { Actor } from './store/commit.ts';
import { findSession } from './store/session.ts';

/** Who makes a request. `person` is the account, `session` the device. */
export type Signed = Actor & { role: Role; guest: boolean; session: string };

/** 256 random bits, URL-safe; only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Short, typable code for join and invite links: 20 characters without look-alikes (about 98 bits). */
export const newLinkCode = (length = 20): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(length)].map((b) => letters[b % letters.length]).join('');
};

/** scrypt cost by OWASP's advice: N = 2^16, r = 8, p = 2 would take 200 ms here; 2^15, 8, 3 is its equal in memory 32 MiB. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** `scrypt$N$r$p$salt$key`, base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
};

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(KEY_BYTES).toString('base64url')}`;

/** Compares in constant time; an unknown account (`stored` undefined) takes as long as a known one. */
export const checkPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, , , , salt = '', key = ''] = (stored ?? NOBODY).split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && stored !== undefined;
};

/** The person behind a session token, or undefined when it is unknown, revoked or expired. */
export const signedIn = async (ctx: Ctx, token: string): Promise<Signed | undefined> =>
  findSession(ctx, hashToken(token));

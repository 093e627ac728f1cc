import { RuleError } from './errors.ts';

/**
 * What is between two people. `asked` waits for the other; `declined` still looks like waiting to who asked; `hushed` is a
 * declined request that was taken back; no link at all = strangers.
 */
export type LinkState = 'asked' | 'declined' | 'hushed' | 'friends';
export type Link = { state: LinkState; asker: string; at: number };

export const FRIEND_ACTS = ['request', 'accept', 'decline', 'withdraw', 'remove'] as const;
export type FriendAct = (typeof FRIEND_ACTS)[number];
/** Blocking stands beside: it ends whatever there was. */
export const PERSON_ACTS = [...FRIEND_ACTS, 'block', 'unblock'] as const;
export type PersonAct = (typeof PERSON_ACTS)[number];

/** What somebody is to me: `asked` = I wait for their word, `asks` = they wait for mine. */
export type Bond = 'me' | 'none' | 'asked' | 'asks' | 'friends';

/** `told` = what the other one hears; what is declined, removed or taken back is told to nobody. */
export type Changed = { link: Link | undefined; told?: 'request' | 'accept'; ended?: true };

/** Who was declined and takes the request back is heard again only after this. */
const HUSH_MS = 30 * 86_400_000;

export const MOST_FRIENDS = 500;
export const MOST_REQUESTS = 50;

const request = (link: Link | undefined, me: string, now: number): Changed => {
  if (!link) return { link: { state: 'asked', asker: me, at: now }, told: 'request' };
  const mine = link.asker === me;
  if (link.state === 'friends' || (mine && link.state !== 'hushed')) return { link };
  if (mine && now - link.at < HUSH_MS) return { link: { ...link, state: 'declined' } };
  if (link.state === 'hushed') return { link: { state: 'asked', asker: me, at: now }, told: 'request' };
  return { link: { ...link, state: 'friends', at: now }, told: 'accept' };
};

const accept = (link: Link | undefined, me: string, now: number): Changed => {
  if (link?.state === 'friends') return { link };
  if (!link || link.asker === me || link.state === 'hushed') throw new RuleError('friend.no_request');
  return { link: { ...link, state: 'friends', at: now }, told: 'accept' };
};

const decline = (link: Link | undefined, me: string, now: number): Changed =>
  link?.state === 'asked' && link.asker !== me ? { link: { ...link, state: 'declined', at: now } } : { link };

const withdraw = (link: Link | undefined, me: string): Changed => {
  if (!link || link.asker !== me) return { link };
  if (link.state === 'asked') return { link: undefined };
  return { link: link.state === 'declined' ? { ...link, state: 'hushed' } : link };
};

/**
 * One act of `me` on what is between two people. Each may be repeated; two who ask each other are friends. Throws
 * `friend.no_request` when there is nothing to accept.
 */
export const actOn = (act: FriendAct, link: Link | undefined, me: string, now: number): Changed => {
  switch (act) {
    case 'request':
      return request(link, me, now);
    case 'accept':
      return accept(link, me, now);
    case 'decline':
      return decline(link, me, now);
    case 'withdraw':
      return withdraw(link, me);
    case 'remove':
      return link?.state === 'friends' ? { link: undefined, ended: true } : { link };
  }
};

/** What the other one is to `me`; whoever declined has forgotten it, whoever was declined still waits. */
export const bondOf = (link: Link | undefined, me: string): Exclude<Bond, 'me'> => {
  if (!link || link.state === 'hushed') return 'none';
  if (link.state === 'friends') return 'friends';
  if (link.asker === me) return 'asked';
  return link.state === 'asked' ? 'asks' : 'none';
};

export const CHEER_KINDS = ['wave', 'cheer', 'thanks'] as const;
export type CheerKind = (typeof CHEER_KINDS)[number];
/** Of each kind, from one to another, on one play day. */
export const CHEERS_A_DAY = 3;

/** Letters and digits that nobody mixes up, and no vowels: no code spells a word. */
const CODE_LETTERS = 'CDFGHJKMNPQRTVWXY34679';
export const CODE_LENGTH = 6;

/** A friend code from dice (0 <= x < 1). */
export const newFriendCode = (random: () => number): string =>
  Array.from(
    { length: CODE_LENGTH },
    () => CODE_LETTERS[Math.floor(random() * CODE_LETTERS.length)] ?? 'C',
  ).join('');

/** The code in a text as it is stored; undefined = it is none. Spaces, dashes and case do not matter. */
export const readFriendCode = (text: string): string | undefined => {
  const code = text.replace(/[\s\-·]/gu, '').toUpperCase();
  const isCode = code.length === CODE_LENGTH && [...code].every((c) => CODE_LETTERS.includes(c));
  return isCode ? code : undefined;
};

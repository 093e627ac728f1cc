import { createStore } from 'zustand/vanilla';
import type { DrillPurpose } from '../../server/domain/api-practice.ts';

export type Screen =
  | { name: 'loading' }
  | { name: 'join'; code: string }
  /** `back` = the address that wanted somebody signed in. */
  | { name: 'login'; code?: string; back?: string }
  | { name: 'map' }
  | { name: 'today' }
  | { name: 'log' }
  | { name: 'island'; island: string }
  | { name: 'card'; island: string; station: string }
  | { name: 'attempt'; island: string; station: string; ghost?: string }
  /** Practice outside the path: what is due, knowledge points, the album. */
  | { name: 'practice' }
  /** A drill: review, one knowledge point, the warm-up for an exam, or what this device keeps for no network. */
  | { name: 'drill'; purpose: DrillPurpose | 'offline'; bank?: string; point?: string; station?: string }
  /** The crew before a boss; `crew` = the one to join. */
  | { name: 'crew'; island: string; station: string; crew?: string }
  /** Battles: what can be played now. */
  | { name: 'battles' }
  /** One battle as a player; `as` = its projector or a spectator. */
  | { name: 'battle'; battle: string; as?: 'screen' | 'watch' }
  /** The host's console of a show. */
  | { name: 'host'; battle: string }
  /** A battle that is over: podium and result; `replay` = question by question. */
  | { name: 'battle-result'; battle: string; replay?: true }
  | { name: 'credits' }
  | { name: 'ceremony' }
  | { name: 'messages' }
  /** For anyone who has its code. */
  | { name: 'certificate'; code: string }
  /** The certificate of thanks for a charity voucher, for anyone who has its code. */
  | { name: 'thanks'; code: string }
  | { name: 'settings' }
  /** What is mine: profile, logbook, purse, honours, settings. */
  | { name: 'me' }
  /** Friends and colleagues. */
  | { name: 'people' }
  /** A colleague's profile; mine too. */
  | { name: 'person'; person: string }
  /** A friend's island, to look around on. */
  | { name: 'visit'; person: string }
  | { name: 'chat'; channel?: string }
  /** Questions to colleagues, with a bounty. */
  | { name: 'asks'; ask?: string }
  /** The reading check-in. */
  | { name: 'reading' }
  /** Every movement of my coins. */
  | { name: 'purse' }
  | { name: 'mall' }
  | { name: 'orders' }
  /** Leaderboards and my league. */
  | { name: 'boards' }
  /** My titles, badges and awards. */
  | { name: 'honours' }
  /** What the company has going on. */
  | { name: 'seasons' }
  /** My learning bill; `bill` = one that was written before. */
  | { name: 'bill'; bill?: string }
  /** The annual report as a story of cards. */
  | { name: 'story'; year: string }
  /** My knowledge points against what my post asks, and what to do next. */
  | { name: 'skills' }
  /** What is kept of me: consents, copy, erasure. */
  | { name: 'rights' }
  /** Traits, by consent and for me alone. */
  | { name: 'traits' }
  /** `path` = the place inside the studio, read by it alone. */
  | { name: 'studio'; path?: string };

export const screen = createStore<Screen>(() => ({ name: 'loading' }));

const enc = encodeURIComponent;
const queryOf = (parts: Record<string, string | undefined>): string => {
  const said = Object.entries(parts).flatMap(([k, v]) => (v === undefined ? [] : [`${k}=${enc(v)}`]));
  return said.length === 0 ? '' : `?${said.join('&')}`;
};
/** The address of a screen; a card and an attempt share one shape, the station's kind tells them apart. */
export const pathOf = (s: Screen): string => {
  switch (s.name) {
    case 'loading':
      return '/';
    case 'join':
      return `/join/${enc(s.code)}`;
    case 'login':
      return `/login${queryOf({ code: s.code, back: s.back })}`;
    case 'island':
      return `/island/${enc(s.island)}`;
    case 'card':
      return `/island/${enc(s.island)}/${enc(s.station)}`;
    case 'attempt':
      return `/island/${enc(s.island)}/${enc(s.station)}${s.ghost === undefined ? '' : `?ghost=${enc(s.ghost)}`}`;
    case 'drill':
      return `/drill/${s.purpose}${queryOf({ bank: s.bank, point: s.point, station: s.station })}`;
    case 'crew':
      return `/crew/${enc(s.island)}/${enc(s.station)}${queryOf({ crew: s.crew })}`;
    case 'battle':
      return `/battle/${enc(s.battle)}${queryOf({ as: s.as })}`;
    case 'host':
      return `/host/${enc(s.battle)}`;
    case 'battle-result':
      return `/result/${enc(s.battle)}${s.replay ? '/replay' : ''}`;
    case 'certificate':
    case 'thanks':
      return `/${s.name}/${enc(s.code)}`;
    case 'person':
    case 'visit':
      return `/${s.name}/${enc(s.person)}`;
    case 'chat':
      return s.channel === undefined ? '/chat' : `/chat/${enc(s.channel)}`;
    case 'asks':
      return s.ask === undefined ? '/asks' : `/asks/${enc(s.ask)}`;
    case 'bill':
      return s.bill === undefined ? '/bill' : `/bill/${enc(s.bill)}`;
    case 'story':
      return `/story/${enc(s.year)}`;
    case 'studio':
      return `/studio${s.path ?? ''}`;
    default:
      return `/${s.name}`;
  }
};

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
const plain = [
  'map',
  'today',
  'log',
  'practice',
  'battles',
  'credits',
  'ceremony',
  'messages',
  'settings',
  'me',
  'people',
  'reading',
  'purse',
  'mall',
  'orders',
  'boards',
  'honours',
  'seasons',
  'skills',
  'rights',
  'traits',
] as const;
const DRILLS: readonly (DrillPurpose | 'offline')[] = ['review', 'point', 'warm-up', 'offline'];

/** The screen of an address. A station's address reads as an attempt until its kind is known (see `asStation`). */
export const screenOf = (path: string): Screen => {
  const { pathname, searchParams } = new URL(path, 'http://x');
  const [head = '', a, b] = pathname.split('/').filter(Boolean).map(decode);
  if (head === 'join' && a !== undefined) return { name: 'join', code: a };
  if (head === 'login') {
    const code = searchParams.get('code');
    const back = searchParams.get('back');
    return { name: 'login', ...(code === null ? {} : { code }), ...(back === null ? {} : { back }) };
  }
  if (head === 'island' && a !== undefined) {
    if (b === undefined) return { name: 'island', island: a };
    const ghost = searchParams.get('ghost');
    return { name: 'attempt', island: a, station: b, ...(ghost === null ? {} : { ghost }) };
  }
  const purpose = DRILLS.find((d) => head === 'drill' && d === a);
  if (purpose !== undefined) {
    const said = ['bank', 'point', 'station'].flatMap((k) => {
      const value = searchParams.get(k);
      return value === null ? [] : [[k, value]];
    });
    return { name: 'drill', purpose, ...Object.fromEntries(said) };
  }
  if (head === 'crew' && a !== undefined && b !== undefined) {
    const crew = searchParams.get('crew');
    return { name: 'crew', island: a, station: b, ...(crew === null ? {} : { crew }) };
  }
  if (head === 'battle' && a !== undefined) {
    const as = searchParams.get('as');
    return { name: 'battle', battle: a, ...(as === 'screen' || as === 'watch' ? { as } : {}) };
  }
  if ((head === 'person' || head === 'visit') && a !== undefined) return { name: head, person: a };
  if (head === 'chat') return { name: 'chat', ...(a === undefined ? {} : { channel: a }) };
  if (head === 'bill') return { name: 'bill', ...(a === undefined ? {} : { bill: a }) };
  if (head === 'story' && a !== undefined) return { name: 'story', year: a };
  if (head === 'asks') return { name: 'asks', ...(a === undefined ? {} : { ask: a }) };
  if (head === 'host' && a !== undefined) return { name: 'host', battle: a };
  if (head === 'result' && a !== undefined)
    return { name: 'battle-result', battle: a, ...(b === 'replay' ? { replay: true } : {}) };
  if ((head === 'certificate' || head === 'thanks') && a !== undefined) return { name: head, code: a };
  if (head === 'studio') {
    const path = pathname.slice('/studio'.length);
    return { name: 'studio', ...(path === '' ? {} : { path }) };
  }
  const known = plain.find((name) => name === head);
  return known === undefined ? { name: 'loading' } : { name: known };
};

const show = (s: Screen): void => screen.setState(s, true);

/** Shows a screen and writes its address; `replace` leaves no way back to the one before. */
export const go = (next: Screen, replace = false): void => {
  const path = pathOf(next);
  const here = location.pathname + location.search;
  if (path !== here) history[replace ? 'replaceState' : 'pushState'](null, '', path);
  show(next);
};

/** Where a login leads: to the place it was asked for, else to the map. Any other screen stays. */
export const afterLogin = (): Screen => {
  const s = screen.getState();
  if (s.name !== 'login' && s.name !== 'loading') return s;
  const back = s.name === 'login' && s.back !== undefined ? screenOf(s.back) : undefined;
  return back === undefined || back.name === 'loading' || back.name === 'login' ? { name: 'map' } : back;
};

/** One screen up: station -> island -> map. */
export const up = (): void => {
  const s = screen.getState();
  if (s.name === 'card' || s.name === 'attempt' || s.name === 'crew')
    go({ name: 'island', island: s.island });
  else if (s.name === 'drill') go({ name: 'practice' });
  else if (s.name !== 'map') go({ name: 'map' });
};

/** Shows the screen of the address bar and follows Back and Forward. Gives the stop function. */
export const followAddress = (): (() => void) => {
  const read = (): void => show(screenOf(location.pathname + location.search));
  read();
  addEventListener('popstate', read);
  return () => removeEventListener('popstate', read);
};

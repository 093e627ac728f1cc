import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  afterLogin,
  followAddress,
  go,
  pathOf,
  type Screen,
  screen,
  screenOf,
  up,
} from '../../client/stores/screen.ts';

const address = (): string => location.pathname + location.search;
const gone = (): Promise<void> =>
  new Promise((done) => addEventListener('popstate', () => done(), { once: true }));

let stop = (): void => undefined;
beforeEach(() => {
  history.replaceState(null, '', '/map');
  stop = followAddress();
});
afterEach(() => stop());

const everyScreen: Screen[] = [
  { name: 'loading' },
  { name: 'join', code: 'ABCD2345' },
  { name: 'login' },
  { name: 'login', code: 'ABCD2345' },
  { name: 'login', back: '/island/sail/sail-p1?ghost=g1' },
  { name: 'map' },
  { name: 'today' },
  { name: 'log' },
  { name: 'island', island: 'sail' },
  { name: 'attempt', island: 'sail', station: 'sail-exam' },
  { name: 'attempt', island: 'sail', station: 'sail-p1', ghost: 'g/1 ?' },
  { name: 'settings' },
  { name: 'studio' },
  { name: 'studio', path: '/banks/b1/q/q1' },
];

describe('a login', () => {
  test('leads back to the place that asked for it', () => {
    go({ name: 'login', back: '/island/sail/sail-p1' });
    expect(afterLogin()).toEqual({ name: 'attempt', island: 'sail', station: 'sail-p1' });
  });
  test.each(['/login?back=/login', 'https://elsewhere.example/x', '//elsewhere.example', ''])(
    'leads to the map when %s is no place of ours',
    (back) => {
      go({ name: 'login', back });
      expect(afterLogin()).toEqual({ name: 'map' });
    },
  );
  test('keeps a screen that needed none', () => {
    go({ name: 'log' });
    expect(afterLogin()).toEqual({ name: 'log' });
  });
});

describe('an address', () => {
  test.each(everyScreen)('leads back to its screen: $name', (s) => {
    expect(screenOf(pathOf(s))).toEqual(s);
  });

  test('of a study card is that of its station', () => {
    expect(pathOf({ name: 'card', island: 'sail', station: 'sail-c1' })).toBe('/island/sail/sail-c1');
  });

  test('that nobody knows leads to the loading screen, which finds the right door', () => {
    for (const path of ['/', '/nowhere', '/join', '/island', '/%E0%A4%A'])
      expect(screenOf(path)).toEqual({ name: 'loading' });
  });
});

test('going to a screen writes its address, and a reload there shows the same screen', () => {
  go({ name: 'island', island: 'sail' });
  expect(address()).toBe('/island/sail');
  stop();
  screen.setState({ name: 'loading' }, true);
  stop = followAddress();
  expect(screen.getState()).toEqual({ name: 'island', island: 'sail' });
});

test('Back returns to the screen before', async () => {
  go({ name: 'island', island: 'sail' });
  go({ name: 'attempt', island: 'sail', station: 'sail-exam' });
  const back = gone();
  history.back();
  await back;
  expect(screen.getState()).toEqual({ name: 'island', island: 'sail' });
});

test('a replaced screen cannot be returned to', () => {
  const before = history.length;
  go({ name: 'settings' }, true);
  expect(history.length).toBe(before);
  expect(address()).toBe('/settings');
});

test('the same screen twice leaves one step in the history', () => {
  go({ name: 'log' });
  const before = history.length;
  go({ name: 'log' });
  expect(history.length).toBe(before);
});

test('one screen up leads from the station to the island, and from there to the map', () => {
  go({ name: 'card', island: 'sail', station: 'sail-c1' });
  up();
  expect(screen.getState()).toEqual({ name: 'island', island: 'sail' });
  up();
  expect(screen.getState()).toEqual({ name: 'map' });
  up();
  expect(screen.getState()).toEqual({ name: 'map' });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepCalm, say, toasts } from '../../client/stores/toast.ts';

const shown = (): string[] => toasts.getState().shown.map((t) => t.text);

beforeEach(() => {
  vi.useFakeTimers();
  toasts.setState(toasts.getInitialState(), true);
});
afterEach(() => {
  vi.useRealTimers();
});

test('good news waits for the end of an exam and then stays its full time', () => {
  say('coins', { tone: 'good' });
  vi.advanceTimersByTime(3000);
  const end = keepCalm();
  expect(shown()).toEqual([]);
  say('a wave', { tone: 'good' });
  vi.advanceTimersByTime(2000);
  expect(shown()).toEqual([]);
  end();
  expect(shown()).toEqual(['coins', 'a wave']);
  vi.advanceTimersByTime(5900);
  expect(shown()).toEqual(['coins', 'a wave']);
  vi.advanceTimersByTime(200);
  expect(shown()).toEqual([]);
});

test('a fault is told at once, calm or not', () => {
  const end = keepCalm();
  say('not saved', { tone: 'bad' });
  expect(shown()).toEqual(['not saved']);
  end();
});

test('at most three notices are on show', () => {
  for (const text of ['a', 'b', 'c', 'd']) say(text);
  expect(shown()).toEqual(['b', 'c', 'd']);
});

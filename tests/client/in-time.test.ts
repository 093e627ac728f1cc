import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Offline } from '../../client/net/call.ts';
import { inTime, JOIN_MS } from '../../client/net/in-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const newRoom = () => ({ leave: vi.fn(async () => 4000) });

test('a room that answers in time is joined', async () => {
  const room = newRoom();
  expect(await inTime('lobby', Promise.resolve(room))).toBe(room);
  await vi.advanceTimersByTimeAsync(2 * JOIN_MS);
  expect(room.leave).not.toHaveBeenCalled();
});

test('a room that does not answer is given up after ten seconds, and left when it answers later', async () => {
  const room = newRoom();
  const { promise, resolve } = Promise.withResolvers<typeof room>();
  const joined = inTime('lobby', promise).catch((fault: unknown) => fault);
  await vi.advanceTimersByTimeAsync(JOIN_MS);
  const fault = await joined;
  expect(fault).toBeInstanceOf(Offline);
  expect(String(fault)).toContain('the room lobby did not answer within 10 s');
  resolve(room);
  await vi.advanceTimersByTimeAsync(1);
  expect(room.leave).toHaveBeenCalledOnce();
});

test('what the room says against it is passed on', async () => {
  await expect(inTime('battle', Promise.reject(new Error('battle.full')))).rejects.toThrow('battle.full');
});

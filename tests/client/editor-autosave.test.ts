import { beforeEach, describe, expect, test } from 'vitest';
import { createAutosave, openingOf, type SendReply } from '../../client/studio/editor/autosave.ts';
import { type KeptText, keeperOf } from '../../client/studio/editor/kept-text.ts';

/** A clock that only a test moves, and the timers on it. */
const fakeClock = () => {
  let now = 1_000_000;
  let timers: { at: number; work: () => void }[] = [];
  const after = (ms: number, work: () => void) => {
    const timer = { at: now + ms, work };
    timers.push(timer);
    return () => {
      timers = timers.filter((t) => t !== timer);
    };
  };
  const pass = async (ms: number): Promise<void> => {
    const until = now + ms;
    for (;;) {
      const due = timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      now = due.at;
      timers = timers.filter((t) => t !== due);
      due.work();
      await Promise.resolve();
      await new Promise((r) => setTimeout(r));
    }
    now = until;
  };
  return { now: () => now, after, pass };
};

class Cut extends Error {}
const editing = (answer?: () => Promise<SendReply>) => {
  const clock = fakeClock();
  const sent: { at: number; base: number; content: unknown }[] = [];
  const keeper = keeperOf('p', 'q');
  const reply = async (): Promise<SendReply> => ({ savedAt: clock.now(), version: 3, editors: [] });
  const server = { answer: answer ?? reply };
  const autosave = createAutosave(
    { content: 'start', base: 3, newest: 3, editors: [], unsaved: false },
    {
      send: (base, content) => {
        sent.push({ at: clock.now(), base, content });
        return server.answer();
      },
      isOffline: (f) => f instanceof Cut,
      keeper,
      now: clock.now,
      after: clock.after,
    },
  );
  return { clock, sent, keeper, autosave, server, reply, status: () => autosave.store.getState().status };
};

beforeEach(() => localStorage.clear());

describe('autosave', () => {
  test('sends the text within two seconds of the last key, once', async () => {
    const { autosave, clock, sent, status } = editing();
    for (const text of ['a', 'ab', 'abc']) {
      autosave.type(text);
      await clock.pass(300);
    }
    expect(sent).toEqual([]);
    const typed = clock.now() - 300;
    await clock.pass(2_000);
    expect(sent).toMatchObject([{ base: 3, content: 'abc' }]);
    expect((sent[0]?.at ?? 0) - typed).toBeLessThanOrEqual(2_000);
    expect(status()).toBe('saved');
    await clock.pass(60_000);
    expect(sent).toHaveLength(1);
  });

  test('does not wait for a pause that never comes', async () => {
    const { autosave, clock, sent } = editing();
    for (let n = 0; n < 40; n++) {
      autosave.type(`text ${n}`);
      await clock.pass(250);
    }
    expect(sent.length).toBeGreaterThanOrEqual(2);
  });

  test('has every key on this device before the server has it, and no longer', async () => {
    const { autosave, clock, keeper } = editing();
    autosave.type('kept');
    expect(keeper.read()).toMatchObject({ content: 'kept', base: 3 });
    await clock.pass(2_000);
    expect(keeper.read()).toBeUndefined();
  });

  test('says so when the network is gone, keeps the text here and sends it when it is back', async () => {
    const { autosave, clock, keeper, server, reply, status, sent } = editing(() => Promise.reject(new Cut()));
    autosave.type('on the train');
    await clock.pass(2_000);
    expect(status()).toBe('offline');
    expect(keeper.read()).toMatchObject({ content: 'on the train' });
    server.answer = reply;
    await clock.pass(10_000);
    expect(status()).toBe('saved');
    expect(sent.at(-1)).toMatchObject({ content: 'on the train' });
    expect(keeper.read()).toBeUndefined();
  });

  test('keeps the text here when the server refuses it, and tries again with the next key', async () => {
    const { autosave, clock, keeper, server, reply, status } = editing(() =>
      Promise.reject(new Error('401')),
    );
    autosave.type('x');
    await clock.pass(2_000);
    expect(status()).toBe('refused');
    expect(keeper.read()).toMatchObject({ content: 'x' });
    server.answer = reply;
    autosave.type('xy');
    await clock.pass(2_000);
    expect(status()).toBe('saved');
  });

  test('does not call a text saved that was typed while an older one was on its way', async () => {
    const held = Promise.withResolvers<SendReply>();
    const { autosave, clock, keeper, server, reply, status, sent } = editing(() => held.promise);
    autosave.type('old');
    await clock.pass(1_500);
    autosave.type('new');
    server.answer = reply;
    held.resolve(await reply());
    await clock.pass(1);
    expect(status()).not.toBe('saved');
    expect(keeper.read()).toMatchObject({ content: 'new' });
    await clock.pass(2_000);
    expect(sent.map((s) => s.content)).toEqual(['old', 'new']);
    expect(status()).toBe('saved');
  });

  test('after a version was saved, an answer that comes late changes nothing', async () => {
    const held = Promise.withResolvers<SendReply>();
    const { autosave, clock, keeper, status } = editing(() => held.promise);
    autosave.type('text');
    await clock.pass(1_500);
    autosave.settle('text', 4);
    held.reject(new Cut());
    await clock.pass(20_000);
    expect(status()).toBe('clean');
    expect(keeper.read()).toBeUndefined();
  });
});

describe('an editor that opens', () => {
  const version = { content: 'v3', version: 3 };
  const kept = (more: Partial<KeptText> = {}): KeptText => ({
    content: 'typed',
    base: 3,
    at: 5_000,
    ...more,
  });

  test('shows the version when nothing else was typed', () => {
    expect(openingOf(version, undefined, 'empty')).toEqual({ content: 'v3', base: 3, from: 'version' });
    expect(openingOf({ version: 0 }, undefined, 'empty')).toMatchObject({ content: 'empty', base: 0 });
  });

  test('shows what was typed on this device and never reached the server', () => {
    expect(openingOf(version, kept(), 'empty')).toMatchObject({
      content: 'typed',
      from: 'device',
      at: 5_000,
    });
    const mine = { content: 'older', base: 3, at: 4_000 };
    expect(openingOf({ ...version, mine }, kept(), 'empty')).toMatchObject({
      content: 'typed',
      from: 'device',
    });
  });

  test('shows my later text from another device', () => {
    const mine = { content: 'later', base: 3, at: 200_000 };
    expect(openingOf({ ...version, mine }, kept(), 'empty')).toMatchObject({
      content: 'later',
      from: 'mine',
    });
  });

  test('keeps on building on the version that the text began from', () => {
    const mine = { content: 'mine', base: 2, at: 9 };
    expect(openingOf({ ...version, mine }, undefined, 'empty')).toMatchObject({ content: 'mine', base: 2 });
  });
});

test('a device that stores something else under the name of a text is not trusted', () => {
  const keeper = keeperOf('p', 'q');
  keeper.write({ content: 1, base: 1, at: 1 });
  const [name = ''] = Object.keys(localStorage);
  for (const junk of ['{', '7', 'null', '{"content":1}']) {
    localStorage.setItem(name, junk);
    expect(keeper.read()).toBeUndefined();
  }
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import '../../client/i18n/aboard.ts';
import { hearNotice } from '../../client/stores/notice.ts';
import { go } from '../../client/stores/screen.ts';
import { enter, leave } from '../../client/stores/session.ts';
import { toasts } from '../../client/stores/toast.ts';
import { followChatNews } from '../../client/ui/chat/news.ts';
import type { Me } from '../../server/domain/api.ts';
import type { ChannelView } from '../../server/domain/api-chat.ts';

const CHANNEL = 'direct.1';
const me = {
  person: { id: 'lin', name: '林林', role: 'learner', guest: false, avatar: 'lin' },
  org: { id: 'o', name: '群岛', code: 'c', zone: 'Asia/Shanghai' },
} as Me;
const view = (seq: number, more: Partial<ChannelView> = {}): ChannelView => ({
  ...{ id: CHANNEL, kind: 'direct', name: '梅梅', seq, read: 0, unread: seq, muted: false, slow: 0 },
  last: { seq, name: '梅梅', mine: false, text: `第 ${seq} 句`, at: 1 },
  ...more,
});
let list: ChannelView[] = [];
let fetched = 0;
let stop = (): void => undefined;

const begin = async (at: string): Promise<void> => {
  vi.useFakeTimers({ now: new Date(at) });
  vi.stubGlobal('fetch', () => {
    fetched += 1;
    return Promise.resolve(new Response(JSON.stringify({ channels: list, unread: 1 })));
  });
  stop = followChatNews();
  await vi.advanceTimersByTimeAsync(2_000);
  fetched = 0;
};
const hear = async (...news: ChannelView[]): Promise<void> => {
  for (const one of news) {
    list = [one];
    hearNotice({ kind: 'chat', channel: CHANNEL });
  }
  await vi.advanceTimersByTimeAsync(1_000);
};
const shown = (): string[] => toasts.getState().shown.map((t) => t.text);

beforeEach(() => {
  list = [];
  toasts.setState({ shown: [], waiting: [], calm: false, log: [] });
  enter(me);
  go({ name: 'map' });
});
afterEach(() => {
  stop();
  leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('news of a chat elsewhere', () => {
  test('are told once with the name and the words, and a burst is fetched once', async () => {
    await begin('2026-11-16T10:00:00+08:00');
    await hear(view(1), view(2), view(3));
    expect(shown()).toEqual(['梅梅：第 3 句']);
    expect(fetched).toBe(1);
    await hear(view(3));
    expect(shown()).toHaveLength(1);
  });

  test('wait in the list during quiet hours, in an exam, on a muted channel, and for what I said myself', async () => {
    await begin('2026-11-16T21:00:00+08:00');
    await hear(view(1));
    stop();
    await begin('2026-11-16T10:00:00+08:00');
    go({ name: 'attempt', island: 'i', station: 's' });
    await hear(view(2));
    go({ name: 'map' });
    await hear(view(3, { muted: true }));
    await hear(view(4, { unread: 0, last: { seq: 4, name: '林林', mine: true, text: '我', at: 1 } }));
    expect(shown()).toEqual([]);
  });
});

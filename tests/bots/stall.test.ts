import { createServer, type Server } from 'node:http';
import { CloseCode, matchMaker } from '@colyseus/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '../../server/domain/api.ts';
import type { LobbyRoom } from '../../server/rooms/lobby-room.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';
import { type Line, lineTo } from './line.ts';
import { takeSeat } from './seat.ts';
import { newTimeline } from './timeline.ts';
import { newAgent } from './wire.ts';

const REPLY_MS = 200;

const handClock = () => {
  let at = 0;
  return {
    now: () => at,
    set: (to: number): void => {
      at = to;
    },
  };
};
const realPace = {
  now: () => Date.now(),
  wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
};

describe('a run in which somebody waits for ever', () => {
  it('ends at once and says who is busy with what', async () => {
    const timeline = newTimeline(handClock(), { stallMs: 100 });
    timeline.add(1, '小航', async (time) => {
      await time.wait(1000);
      await time.meet('GET /api/quest');
      await new Promise(() => undefined);
    });
    timeline.add(2, '小林', (time) => time.meet('POST /api/checkin'));
    const told = await timeline.run().catch((error: unknown) => String(error));
    expect(told).toMatch(/No window has ended for 0\.1 s\. 小航: GET \/api\/quest, for 0\.\d s$/);
  });

  it('throws what another has thrown, when somebody has', async () => {
    const timeline = newTimeline(handClock(), { stallMs: 100 });
    timeline.add(1, '小航', () => new Promise(() => undefined));
    timeline.add(1, '小林', () => Promise.reject(new Error('a fault')));
    await expect(timeline.run()).rejects.toThrow('a fault');
  });
});

describe('a server that takes a command and says nothing', () => {
  let mute: Server;
  const ids: unknown[] = [];
  beforeAll(async () => {
    mute = createServer((req, res) => {
      ids.push(req.headers['command-id']);
      if (ids.length === 2) res.write('{"half":');
      if (ids.length > 2) res.end('{"ok":true}');
    });
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
  });
  afterAll(() => mute.close());

  it('is asked again with the same command id, also after half a reply', async () => {
    const bound = mute.address();
    if (typeof bound !== 'object' || bound === null) throw new Error('no port');
    const line = lineTo(`http://127.0.0.1:${bound.port}`, realPace, { agent: newAgent(1, REPLY_MS) });
    expect(await line.call('POST /api/checkin', { body: {} })).toEqual({ ok: true });
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(line.count).toMatchObject({ calls: 3, lost: 2 });
  });
});

describe('a seat in the lobby', () => {
  let server: TestServer;
  let line: Line;
  let me: Me;
  beforeAll(async () => {
    server = await startTestServer();
    line = lineTo(server.url, realPace);
    me = await line.call('POST /api/join', { body: { code: server.company.code, name: '小航', lang: 'zh' } });
  });
  afterEach(() => line.count.refused.clear());
  afterAll(() => server?.close());

  const sit = () => takeSeat({ url: server.url, line, me: { org: me.org.id, person: me.person.id } });
  const lobby = async (): Promise<LobbyRoom> => {
    const [listed] = await matchMaker.query({ name: 'lobby' });
    return matchMaker.getLocalRoomById(listed?.roomId ?? '') as LobbyRoom;
  };

  it('is left at once by who was sent away before, and that is told as a refusal', async () => {
    const seat = await sit();
    const room = await lobby();
    for (const client of [...room.clients]) client.leave(CloseCode.WITH_ERROR);
    await realPace.wait(200);
    const began = performance.now();
    await seat.leave();
    expect(performance.now() - began).toBeLessThan(1000);
    expect([...line.count.refused]).toEqual([['lobby sent away', 1]]);
  });

  it('is left by who gets no word from the room any more', async () => {
    const seat = await sit();
    const room = await lobby();
    for (const { ref } of room.clients) ref.removeAllListeners('message');
    const before = line.count.lost;
    await seat.leave();
    expect(line.count.lost).toBe(before + 1);
  }, 20_000);

  it('is kept by who moves faster than any hand, and the newest place is told', async () => {
    const seat = await sit();
    const quest = await line.call('GET /api/quest', {});
    const island = quest.islands[0];
    if (!island) throw new Error('a quest without islands');
    const stations = island.stations.map((s) => s.id);
    for (let n = 0; n < 60; n++) {
      seat.move({ island: island.id, station: stations[n % stations.length] ?? '' });
      await realPace.wait(5);
    }
    const last = stations.at(-1) ?? '';
    seat.move({ island: island.id, station: last });
    await realPace.wait(600);
    const room = await lobby();
    expect(room.state.peers.get(me.person.id)).toMatchObject({ online: true, station: last });
    await seat.leave();
    expect([...line.count.refused]).toEqual([]);
  });
});

import { matchMaker } from '@colyseus/core';
import { newRoomToken } from '../../server/auth.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import { battleRoom } from '../../server/rooms/battle-room.ts';
import { startTestServer } from '../helpers/server.ts';
import { measured, serve } from './battle-child.ts';
import { signIn } from './people.ts';

/** The product's server with a hosted show that waits for `players` signed-in people; real clock, real disk. */
const players = Number(process.argv[2] ?? 50);
const rounds = Number(process.argv[3] ?? 5);
/** `alone` = the room writes nothing: neither inputs nor books. */
const alone = process.argv[4] === 'alone';

const clock = { now: Date.now, advance: () => undefined, set: () => undefined };
const server = await startTestServer({ clock });
if (alone) {
  const done = async (): Promise<void> => undefined;
  const none = { begun: done, rounds: done, ended: done, written: done, close: done };
  const pens = { append: done, books: () => none };
  matchMaker.defineRoomType('battle', battleRoom(server.ctx, pens)).filterBy(['battle']);
}
const host = await server.joined('主持人', 'trainer');
const { org, person } = host.me;

const single = await server.ctx.db.read
  .selectFrom('question')
  .innerJoin('bank', 'bank.id', 'question.bank')
  .select('question.id')
  .where('bank.org', '=', org.id)
  .where('question.type', '=', 'single')
  .where('question.state', '=', 'ready')
  .orderBy('question.id')
  .limit(rounds)
  .execute();
const rules = { ...PRESETS.standard, rounds, auto: false, readingMs: 0 };
const battle = await host.call('POST /api/battles', {
  body: { mode: 'show', title: 'bench', rules, source: { questions: single.map((q) => q.id) } },
});
const sessions = await signIn(server.ctx.db, org.id, players);
const http = server.app.transport.server;
if (!http) throw new Error('the server has no HTTP');
const plain = { port: Number(new URL(server.url).port), http, ask: () => undefined, reveal: () => undefined };
const now = Date.now();
serve(plain, measured(http as never), {
  battle: battle.id,
  tokens: sessions.map((s) => newRoomToken(s, now)),
  host: newRoomToken(host.me.session, now),
  person: person.id,
});

import { Client, type Room } from '@colyseus/sdk';
import type { BattleView, QuestionNotice, Receipt } from '../../server/domain/api-battle.ts';
import { rightAnswer, wrongAnswer } from '../bots/answers.ts';
import type { Browser as Line } from '../helpers/server.ts';
import type { Running } from './harness.ts';

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** A moment after a question opens; an answer at once would be no person's. */
const THINK_MS = 700;

const enter = async (server: Running, who: Line, battle: string): Promise<Room> => {
  const { token } = await who.call('POST /api/room-token', { body: {} });
  const sdk = new Client(server.address);
  sdk.auth.token = token;
  return (await sdk.joinOrCreate('battle', { battle, as: 'player' })) as Room;
};
const ask = async <T>(room: Room, type: string, message: unknown = {}): Promise<T> =>
  (await room.request(type as never, message as never)) as T;

/** Plays a battle to its end without a screen: every answer right, or none. */
export const playByLine = async (server: Running, who: Line, battle: string, right = true): Promise<void> => {
  const room = await enter(server, who, battle);
  const { promise, resolve } = Promise.withResolvers<void>();
  const seen = ({ phase }: BattleView): void => {
    if (phase === 'done') resolve();
  };
  const answer = async ({ question, round, opensAt, serverNow }: QuestionNotice): Promise<void> => {
    await wait(Math.max(0, opensAt - serverNow) + THINK_MS);
    const given = right ? rightAnswer(question) : wrongAnswer(question);
    const said = { id: `${room.sessionId}-${round}`, round, answer: given, rtMs: THINK_MS };
    // A host may close the question before.
    await ask<Receipt>(room, 'answer', said).catch((fault: { reason?: { code: string } }) => {
      if (fault.reason?.code !== 'battle.closed') throw fault;
    });
  };
  for (const type of ['reveal', 'count', 'clock', 'closed', 'seats', 'cheer', 'gone', 'rematch'])
    room.onMessage(type as never, () => undefined);
  room.onMessage('view' as never, (view: BattleView) => seen(view));
  room.onMessage('question' as never, (asked: QuestionNotice) => void answer(asked));
  seen(await ask<BattleView>(room, 'view'));
  await ask(room, 'ready', { ready: true });
  await promise;
  await room.leave();
};

import { Client, type Room } from '@colyseus/sdk';
import type { Answer, QuestionView } from '../../server/domain/answer.ts';
import type {
  BattleNews,
  BattleRole,
  BattleView,
  DockNews,
  NewBattle,
  Receipt,
} from '../../server/domain/api-battle.ts';
import type { BattleSaid, HostAct } from '../../server/domain/battle-shape.ts';
import { createBattle } from '../../server/store/battle.ts';
import { commit } from '../../server/store/commit.ts';
import { findSessionById } from '../../server/store/session.ts';
import { rightAnswer, wrongAnswer } from '../bots/answers.ts';
import type { TestServer } from './server.ts';

type Joined = Awaited<ReturnType<TestServer['joined']>>;
export type Heard = { [K in keyof BattleNews]: { type: K; news: BattleNews[K] } }[keyof BattleNews];
const NEWS: (keyof BattleNews)[] = [
  'view',
  'question',
  'reveal',
  'count',
  'clock',
  'closed',
  'seats',
  'cheer',
  'rematch',
  'gone',
];

const lineTo = async (
  server: TestServer,
  who: Joined,
  room: string,
  options: object,
  headers: Record<string, string> = {},
): Promise<Room> => {
  const { token } = await who.call('POST /api/room-token', { body: {} });
  const sdk = new Client(server.url, { headers });
  sdk.auth.token = token;
  return (await sdk.joinOrCreate(room, options)) as Room;
};

/** Opens a battle as a person of the company, past the HTTP door. */
export const openBattleBy = async (server: TestServer, who: Joined, body: NewBattle): Promise<string> => {
  const by = await findSessionById(server.ctx, who.me.session);
  if (!by) throw new Error('nobody is signed in');
  const extra = body.people ? { invited: [by.person, ...body.people] } : undefined;
  const row = await commit(server.ctx, (tx) => createBattle(tx, by, body, extra));
  return row.id;
};

/** Questions of the company with one right option each. */
export const singles = async (server: TestServer, n: number): Promise<string[]> => {
  const rows = await server.ctx.db.read
    .selectFrom('question')
    .select('id')
    .where('type', '=', 'single')
    .where('state', '=', 'ready')
    .orderBy('id')
    .limit(n)
    .execute();
  return rows.map((r) => r.id);
};

/** One line of a person to a battle, with all that it has heard; it asks for the view as the client does. */
export const enterBattle = async (
  server: TestServer,
  who: Joined,
  battle: string,
  as: BattleRole = 'player',
  headers: Record<string, string> = {},
) => {
  const room = await lineTo(server, who, 'battle', { battle, as }, headers);
  room.reconnection.enabled = false;
  const heard: Heard[] = [];
  const left: number[] = [];
  for (const type of NEWS)
    room.onMessage(type as never, (news: never) => void heard.push({ type, news } as Heard));
  room.onLeave((code) => void left.push(code));
  room.onError(() => undefined);
  const ask = async <T>(type: keyof BattleSaid, message?: unknown): Promise<T> => {
    try {
      return (await room.request(type as never, message as never)) as T;
    } catch (error) {
      throw new Error((error as { reason?: { code: string } }).reason?.code ?? String(error));
    }
  };
  const last = <K extends keyof BattleNews>(type: K): BattleNews[K] | undefined =>
    heard.findLast((h) => h.type === type)?.news as BattleNews[K] | undefined;
  const view = (): Promise<BattleView> => ask('view');
  const host = (act: HostAct): Promise<BattleView> => ask('host', { act });
  let n = 0;
  const answer = (given: Answer, round: number, id = `${room.sessionId}-${round}-${n++}`): Promise<Receipt> =>
    ask('answer', { id, round, answer: given, rtMs: 900 });
  return {
    ...{ room, heard, left, ask, last, view, host, answer },
    person: who.me.person.id,
    /** The open question, or what the view says of it. */
    question: async (): Promise<QuestionView> => {
      const found = (await view()).question?.question;
      if (!found) throw new Error('no question is open');
      return found;
    },
    count: (type: keyof BattleNews): number => heard.filter((h) => h.type === type).length,
    ready: (): Promise<BattleView> => ask('ready', { ready: true }),
  };
};
export type BattleTab = Awaited<ReturnType<typeof enterBattle>>;

/** Answers the open question of a tab, right or wrong. */
export const say = async (tab: BattleTab, right: boolean): Promise<Receipt> => {
  const { question } = await tab.view();
  if (!question) throw new Error('no question is open');
  const answer = right ? rightAnswer(question.question) : wrongAnswer(question.question);
  return tab.answer(answer, question.round);
};

/** One line to the dock, where partners are found. */
export const enterDock = async (server: TestServer, who: Joined) => {
  const room = await lineTo(server, who, 'dock', { mode: 'duel', org: who.me.org.id });
  const matched: DockNews['matched'][] = [];
  room.onMessage('matched' as never, (news: DockNews['matched']) => void matched.push(news));
  room.onError(() => undefined);
  return { room, matched };
};

import type {
  AskList,
  AskPage,
  AskTab,
  BottleCount,
  BottleRead,
  BottlesAt,
  BottleView,
  GiftRoom,
  KindReport,
  NewAsk,
  NoteView,
  ReadingView,
  ReadingWall,
  Statement,
} from '../../server/domain/api-kind.ts';
import type { StatementKind } from '../../server/domain/statement.ts';
import { setCoins } from '../stores/quest.ts';
import { call } from './call.ts';

export const giftRoom = (to: string): Promise<GiftRoom> => call('GET /api/gifts/:to', { params: { to } });
/** Gives coins; the purse shows what is left. */
export const giveGift = async (gift: { to: string; amount: number; text: string }): Promise<GiftRoom> => {
  const room = await call('POST /api/gifts', { body: gift });
  setCoins(room.balance);
  return room;
};

export type StatementAsked = { kind?: StatementKind; before?: number; most?: number };
/** One page of my statement; the purse shows its balance. */
export const loadStatement = async ({ kind, before, most }: StatementAsked): Promise<Statement> => {
  const query = {
    ...(kind === undefined ? {} : { kind }),
    ...(before === undefined ? {} : { before: String(before) }),
    ...(most === undefined ? {} : { most: String(most) }),
  };
  const statement = await call('GET /api/coins', { query });
  setCoins(statement.balance);
  return statement;
};

export const islandBottles = (island: string): Promise<Record<string, BottleCount>> =>
  call('GET /api/bottles/:island', { params: { island } });
export const bottlesAt = (station: string): Promise<BottlesAt> =>
  call('GET /api/bottles/at/:station', { params: { station } });
export const leaveBottle = (station: string, text: string): Promise<BottlesAt> =>
  call('POST /api/bottles/leave', { body: { station, text } });
export const takeBottle = (station: string): Promise<BottlesAt> =>
  call('POST /api/bottles/take', { body: { station } });
export const readBottle = (station: string, not?: string): Promise<BottleRead> =>
  call('POST /api/bottles/read', { body: { station, ...(not === undefined ? {} : { not }) } });
export const likeBottle = (bottle: string, on: boolean): Promise<BottleView> =>
  call('POST /api/bottles/like', { body: { bottle, on } });

export const listAsks = (tab: AskTab, before?: string): Promise<AskList> =>
  call('GET /api/asks', { query: { tab, ...(before === undefined ? {} : { before }) } });
export const loadAsk = (ask: string): Promise<AskPage> => call('GET /api/asks/:ask', { params: { ask } });
export const askColleagues = (body: NewAsk): Promise<AskPage> => call('POST /api/asks', { body });
export const answerAsk = (ask: string, text: string): Promise<AskPage> =>
  call('POST /api/asks/answer', { body: { ask, text } });
export const likeAnswer = (answer: string, on: boolean): Promise<AskPage> =>
  call('POST /api/asks/like', { body: { answer, on } });
export const acceptAnswer = (ask: string, answer: string): Promise<AskPage> =>
  call('POST /api/asks/accept', { body: { ask, answer } });
export const withdrawAsk = (ask: string): Promise<AskPage> =>
  call('POST /api/asks/withdraw', { body: { ask } });

export const loadReading = (): Promise<ReadingView> => call('GET /api/reading');
export const loadWall = (before?: string): Promise<ReadingWall> =>
  call('GET /api/reading/wall', { query: before === undefined ? {} : { before } });
export const saveNote = (text: string): Promise<ReadingView & { coins: number }> =>
  call('POST /api/reading', { body: { text } });
export const likeNote = (note: string, on: boolean): Promise<NoteView> =>
  call('POST /api/reading/like', { body: { note, on } });

export const reportText = (kind: KindReport, obj: string, reason: string): Promise<{ ok: true }> =>
  call('POST /api/kind/report', { body: { kind, obj, reason } });

import type {
  BoardMeasure,
  BoardPeriod,
  BoardScope,
  BoardView,
  GroupBoard,
  GroupKind,
  GroupMeasure,
  HonourView,
  LeagueView,
} from '../../server/domain/api-honour.ts';
import { dropFresh, setFresh, setLine } from '../stores/honours.ts';
import { call } from './call.ts';
import { record } from './outbox.ts';

/** Loads my level and title; a failure leaves what was known. */
export const loadLine = async (): Promise<void> => {
  try {
    setLine(await call('GET /api/honours/line'));
  } catch {
    // The chip shows what it knows; the next visit of the map asks again.
  }
};

/** Loads what waits to be shown; a failure leaves it for the next time. */
export const loadFresh = async (): Promise<void> => {
  try {
    setFresh((await call('GET /api/honours/new')).earned);
  } catch {
    // Nothing earned is lost: it waits on the server.
  }
};

/** They are out of the queue at once; the server notes that they were shown. */
export const markShown = async (ids: string[]): Promise<void> => {
  dropFresh(ids);
  const { left } = await call('POST /api/honours/seen', { body: { ids } });
  if (left > 0) await loadFresh();
};

export const honoursNow = (): Promise<HonourView> => call('GET /api/honours');

/** A board of people; that I looked at it is told to the log. */
export const boardNow = async (query: {
  measure: BoardMeasure;
  period: BoardPeriod;
  scope: BoardScope;
}): Promise<BoardView> => {
  const view = await call('GET /api/boards', { query });
  const myRank = view.me?.rank;
  void record('board.viewed', {
    obj: `${query.measure}.${query.scope}`,
    data: { period: query.period, ...(myRank === undefined ? {} : { myRank }) },
  });
  return view;
};

export const groupsNow = (query: {
  by: GroupKind;
  measure: GroupMeasure;
  period: BoardPeriod;
}): Promise<GroupBoard> => call('GET /api/boards/groups', { query });

export const leagueNow = async (): Promise<LeagueView> => {
  const view = await call('GET /api/league');
  const myRank = view.rows.find((r) => r.me)?.rank;
  void record('board.viewed', {
    obj: 'league',
    data: { period: 'week', ...(myRank === undefined ? {} : { myRank }) },
  });
  return view;
};

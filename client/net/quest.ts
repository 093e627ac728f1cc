import type { Api, LogView, QuestView } from '../../server/domain/api.ts';
import { quest, setCoins, setQuest } from '../stores/quest.ts';
import { call, Refusal } from './call.ts';

/** Loads the voyage into its store; a failure is kept there as `fault` beside the last good view. */
export const loadQuest = async (): Promise<QuestView | undefined> => {
  try {
    const view = await call('GET /api/quest');
    setQuest(view);
    return view;
  } catch (fault) {
    quest.setState({ fault: fault instanceof Refusal ? fault.code : 'offline' });
    return undefined;
  }
};

/** The day's first visit pays coins and moves the streak; harmless when repeated. */
export const checkIn = async (): Promise<Api['POST /api/checkin']['reply']> => {
  const day = await call('POST /api/checkin', { body: {} });
  quest.setState((s) => (s.view === undefined ? s : { view: { ...s.view, streak: day.streak } }));
  return day;
};

/** Picks up a coin of an island's path. */
export const pickCoin = async (
  island: string,
  spot: string,
): Promise<Api['POST /api/finds/pick']['reply']> => {
  const found = await call('POST /api/finds/pick', { body: { island, spot } });
  setCoins(found.balance);
  quest.setState((s) =>
    s.view === undefined
      ? s
      : {
          view: {
            ...s.view,
            islands: s.view.islands.map((i) => (i.id === island ? { ...i, picked: [...i.picked, spot] } : i)),
          },
        },
  );
  return found;
};

export const loadLog = (): Promise<LogView> => call('GET /api/log');

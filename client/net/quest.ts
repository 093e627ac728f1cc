import type { Api, LogView, QuestView } from '../../server/domain/api.ts';
import { quest, setCoins, setQuest, setVoyages } from '../stores/quest.ts';
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

/** The quests I may sail, into the store of the voyage. */
export const loadVoyages = async (): Promise<void> => setVoyages(await call('GET /api/voyages'));

/** Goes on with another quest; what was reached in this one is kept. */
export const chooseVoyage = async (chosen: string): Promise<void> => {
  setVoyages(await call('POST /api/voyages/choose', { body: { quest: chosen } }));
  await loadQuest();
};

/** Ends the preview of a draft: the voyage from before goes on. */
export const leavePreview = async (draft: string): Promise<void> => {
  await call('POST /api/quests/preview', { body: { quest: draft, on: false } });
  await loadQuest();
};

export const loadLog = (): Promise<LogView> => call('GET /api/log');

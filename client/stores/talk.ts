import { createStore } from 'zustand/vanilla';
import type { AttemptView } from '../../server/domain/api.ts';
import type { LocalText } from '../../server/domain/text.ts';

export type Talk = Extract<AttemptView, { kind: 'scenario' }>;
/** What was said and has not been acknowledged yet; it goes out again with the same command id. */
export type Saying = {
  commandId: string;
  body: { attempt: string; node: string; option: string };
  text: LocalText;
};
/** `waiting` = the network, or the server, could not take what was said: it is kept and sent again. */
export type TalkRun = { talk?: Talk; saying?: Saying; waiting: boolean; trouble?: string };

const FRESH: TalkRun = { waiting: false };
export const talkStore = createStore<TalkRun>(() => FRESH);

export const resetTalk = (): void => talkStore.setState(FRESH, true);
/** The talk as the server has it; what was being said is part of it or can no longer be said. */
export const showTalk = (talk: Talk): void => talkStore.setState({ talk, waiting: false }, true);
export const setSaying = (saying: Saying): void =>
  talkStore.setState(
    ({ talk }) => ({ ...(talk === undefined ? {} : { talk }), saying, waiting: false }),
    true,
  );
export const setWaiting = (waiting: boolean, trouble?: string): void =>
  talkStore.setState(
    ({ talk, saying }) => ({
      ...(talk === undefined ? {} : { talk }),
      ...(saying === undefined ? {} : { saying }),
      ...(trouble === undefined ? {} : { trouble }),
      waiting,
    }),
    true,
  );

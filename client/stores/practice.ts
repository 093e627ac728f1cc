import { createStore } from 'zustand/vanilla';
import type { AnswerReply, AttemptView } from '../../server/domain/api.ts';
import type { DrillChoice, PracticeView } from '../../server/domain/api-practice.ts';

export type Gain = NonNullable<AnswerReply['mastery']>;
/** A set started while the summary of the one before is on the screen. */
export type Ahead = { key: string; attempt: AttemptView };

export type Practice = {
  /** The hub as the server last told it; `fault` = why it could not be loaded. */
  view?: PracticeView;
  fault?: string;
  /** Questions on this device that can be practised without a network, not counting those answered already. */
  packed: number;
  /** Answers given without a network that the server has not scored yet. */
  waiting: number;
  sending: boolean;
  ahead?: Ahead;
  /** Levels reached in the set on the screen. */
  gains: Gain[];
};

const FRESH: Practice = { packed: 0, waiting: 0, sending: false, gains: [] };

/** Practice outside the path: the hub, the next set, what lies on this device. */
export const practice = createStore<Practice>(() => FRESH);

export const resetPractice = (): void => practice.setState(FRESH, true);
export const setPractice = (view: PracticeView): void =>
  practice.setState(({ fault: _, ...rest }) => ({ ...rest, view }), true);
export const setPracticeFault = (fault: string): void => practice.setState({ fault });
export const setStored = (packed: number, waiting: number): void => practice.setState({ packed, waiting });
export const setSending = (sending: boolean): void => practice.setState({ sending });
export const clearGains = (): void => practice.setState({ gains: [] });
/** Of several steps in one knowledge point only the way from the first to the last is kept. */
export const addGain = (gain: Gain): void =>
  practice.setState(({ gains }) => {
    const name = JSON.stringify(gain.name);
    const before = gains.find((g) => JSON.stringify(g.name) === name);
    const step = before === undefined ? gain : { ...gain, from: before.from };
    return { gains: [...gains.filter((g) => g !== before), step].filter((g) => g.from !== g.to) };
  });

/** One name for each set that can be open at the same time. */
export const keyOfDrill = (choice: DrillChoice): string => {
  switch (choice.purpose) {
    case 'review':
      return 'drill.review';
    case 'point':
      return `drill.point.${choice.bank}.${choice.point}`;
    case 'warm-up':
      return `drill.warm-up.${choice.station}`;
  }
};

export const setAhead = (choice: DrillChoice, attempt: AttemptView): void =>
  practice.setState({ ahead: { key: keyOfDrill(choice), attempt } });
/** Takes the set that was started ahead, once. */
export const takeAhead = (choice: DrillChoice): AttemptView | undefined => {
  const { ahead } = practice.getState();
  practice.setState(({ ahead: _, ...rest }) => rest, true);
  return ahead?.key === keyOfDrill(choice) ? ahead.attempt : undefined;
};

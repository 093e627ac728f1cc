import { createStore } from 'zustand/vanilla';
import type { Answer, QuestionView, Verdict } from '../../server/domain/answer.ts';
import type { CrewView } from '../../server/domain/api-crew.ts';

/** The question just answered, with what the server said; it stays until the member goes on. */
export type CrewTold = { question: QuestionView; answer: Answer; verdict: Verdict; damage: number };
/** The newest blow of the fight, anybody's: what the boss lost, or that it struck a shield. `n` counts them. */
export type Blow = { n: number; by: string; damage: number };
export type CrewPlay = {
  view: CrewView | undefined;
  blow: Blow | undefined;
  /** The server's clock minus this device's monotonic one. */
  offset: number;
  live: boolean;
  draft: Answer | undefined;
  sending: boolean;
  told: CrewTold | undefined;
  paintedAt: number | undefined;
};

const FRESH: CrewPlay = {
  view: undefined,
  blow: undefined,
  offset: 0,
  live: false,
  draft: undefined,
  sending: false,
  told: undefined,
  paintedAt: undefined,
};
/** The crew on the screen. */
export const crewPlay = createStore<CrewPlay>(() => FRESH);
export const resetCrew = (): void => crewPlay.setState(FRESH, true);

/** Who has hit or lost a shield between two views of one fight; of several the hardest hit. */
const blowOf = (before: CrewPlay, view: CrewView): Blow | undefined => {
  if (before.view?.id !== view.id || before.view.status !== 'fighting') return before.blow;
  const was = new Map(before.view.crew.map((m) => [m.id, m]));
  const found = view.crew.flatMap((m) => {
    const old = was.get(m.id);
    const damage = m.damage - (old?.damage ?? 0);
    return damage > 0 || m.shields < (old?.shields ?? 0) ? [{ by: m.id, damage }] : [];
  });
  const [hardest] = found.sort((a, b) => b.damage - a.damage);
  return hardest === undefined ? before.blow : { ...hardest, n: (before.blow?.n ?? 0) + 1 };
};

/** Shows what the room tells. An own new question begins with an empty draft. */
export const showCrew = (view: CrewView, tick: number): void => {
  const before = crewPlay.getState();
  const same = before.view?.mine?.item === view.mine?.item && before.view?.status === view.status;
  crewPlay.setState({
    view,
    blow: blowOf(before, view),
    offset: view.serverNow - tick,
    ...(same ? {} : { draft: undefined, paintedAt: undefined }),
  });
};
export const setCrewLive = (live: boolean): void => crewPlay.setState({ live });
export const draftCrew = (draft: Answer | undefined): void => crewPlay.setState({ draft });
/** The own question reached the screen; from here its response time runs. */
export const paintedCrew = (tick: number): void => {
  if (crewPlay.getState().paintedAt === undefined) crewPlay.setState({ paintedAt: tick });
};
/** From a verdict on to the next own question. */
export const goOnCrew = (): void =>
  crewPlay.setState({ told: undefined, draft: undefined, paintedAt: undefined });

import { createStore } from 'zustand/vanilla';
import type { FriendsView } from '../../server/domain/api-friends.ts';

/** My friends and requests as the server last told them; `fault` = why they could not be loaded again. */
export type People = { view?: FriendsView; fault?: string };

export const people = createStore<People>(() => ({}));

export const setPeople = (view: FriendsView): void => people.setState({ view }, true);
export const setPeopleFault = (fault: string): void => people.setState({ fault });
export const forgetPeople = (): void => people.setState({}, true);

/** Who of `now` was not among those before: to tell of newcomers once. */
export const newcomers = <T extends { face: { id: string } }>(
  before: readonly T[],
  now: readonly T[],
): T[] => {
  const known = new Set(before.map((b) => b.face.id));
  return now.filter((n) => !known.has(n.face.id));
};

import { matchMaker } from '@colyseus/core';
import type { RoomCount } from '../domain/api-system.ts';

/** Live rooms that are open now and the people in them, by kind; in this process or, with a shared driver, in all. */
export const countRooms = async (): Promise<RoomCount[]> => {
  const counts = new Map<string, RoomCount>();
  for (const { name, clients } of await matchMaker.query({})) {
    const { rooms, people } = counts.get(name) ?? { rooms: 0, people: 0 };
    counts.set(name, { name, rooms: rooms + 1, people: people + clients });
  }
  return [...counts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};

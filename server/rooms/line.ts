import { matchMaker } from '@colyseus/core';
import type { Logger } from 'pino';
import type { Line } from '../context.ts';
import type { Notice, Whereabouts } from '../domain/notice.ts';

/** What the lobbies of a company hear: to whom, and what. */
export type Told = { people: readonly string[]; notice: Notice };

export const toldOf = (org: string): string => `told:${org}`;
export const freshOf = (org: string): string => `fresh:${org}`;
export const whereOf = (org: string): string => `where:${org}`;

/** Where somebody stands, and in which room of the lobby: what a killed process has noted ends with its rooms. */
export type Noted = Whereabouts & { room: string };

/** Those of `rooms` that are open in any process. */
export const openRooms = async (rooms: readonly string[]): Promise<Set<string>> =>
  new Set((await matchMaker.findRoomsByIds([...new Set(rooms)])).keys());

/** The line through the lobbies, in this process or, with shared presence, in all of them. */
export const liveLine = (log?: Pick<Logger, 'warn'>): Line => {
  const failed = (err: unknown): void => log?.warn({ err }, 'the line through the lobbies is lost');
  const publish = (topic: string, said: unknown): void => {
    Promise.resolve(matchMaker.presence.publish(topic, said)).catch(failed);
  };
  const whereAre: Line['whereAre'] = async (org, people) => {
    const all = await matchMaker.presence.hgetall(whereOf(org));
    const noted = people.flatMap((id): [string, Noted][] => {
      const at = all[id];
      return at === undefined ? [] : [[id, JSON.parse(at) as Noted]];
    });
    const open = await openRooms(noted.map(([, { room }]) => room));
    return new Map(
      noted
        .filter(([, { room }]) => open.has(room))
        .map(([id, { island, station }]) => [id, { island, station }]),
    );
  };
  return {
    tell: (org, people, notice) => {
      if (people.length === 0) return;
      const told: Told = { people, notice };
      publish(toldOf(org), told);
    },
    refresh: (org, people) => publish(freshOf(org), [...people]),
    // Without the line nobody is seen, and the page that asks is shown all the same.
    whereAre: (org, people) =>
      whereAre(org, people).catch((err: unknown) => {
        failed(err);
        return new Map();
      }),
  };
};

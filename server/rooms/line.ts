import { matchMaker } from '@colyseus/core';
import type { Line } from '../context.ts';
import type { Notice, Whereabouts } from '../domain/notice.ts';

/** What the lobbies of a company hear: to whom, and what. */
export type Told = { people: readonly string[]; notice: Notice };

export const toldOf = (org: string): string => `told:${org}`;
export const freshOf = (org: string): string => `fresh:${org}`;
export const whereOf = (org: string): string => `where:${org}`;

/** The line through the lobbies, in this process or, with shared presence, in all of them. */
export const liveLine = (): Line => ({
  tell: (org, people, notice) => {
    if (people.length === 0) return;
    const told: Told = { people, notice };
    matchMaker.presence.publish(toldOf(org), told);
  },
  refresh: (org, people) => {
    matchMaker.presence.publish(freshOf(org), [...people]);
  },
  whereAre: async (org, people) => {
    const all = await matchMaker.presence.hgetall(whereOf(org));
    const found = people.flatMap((id): [string, Whereabouts][] => {
      const at = all[id];
      return at === undefined ? [] : [[id, JSON.parse(at) as Whereabouts]];
    });
    return new Map(found);
  },
});

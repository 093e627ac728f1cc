import type { Client } from '@colyseus/core';
import type { Signed } from '../auth.ts';
import type { BattleNews, BattleRole } from '../domain/api-battle.ts';

/** A connection of a person in a role; `runs` = may call the steps of this battle, `prepares` = may before it begins. */
export type BattleAuth = { by: Signed; as: BattleRole; runs: boolean; prepares: boolean };
export type BattleClient = Client<{ auth: BattleAuth; messages: BattleNews }>;

export const authOf = (client: BattleClient): BattleAuth => {
  if (!client.auth) throw new Error('a client without its person');
  return client.auth;
};
export const personOf = (client: BattleClient): string => authOf(client).by.person;
/** Host and projector: they are told counts. */
export const isDesk = (client: BattleClient): boolean => {
  const { as } = authOf(client);
  return as === 'host' || as === 'screen';
};

/** Who is here, by person: somebody with two tabs or devices is here once, until the last of them has gone. */
export const createCrowd = () => {
  const players = new Map<string, Set<BattleClient>>();
  const online = new Set<string>();
  const others = new Set<BattleClient>();
  const add = (client: BattleClient): void => {
    if (authOf(client).as !== 'player') return void others.add(client);
    const person = personOf(client);
    const lines = players.get(person) ?? new Set();
    players.set(person, lines.add(client));
    online.add(person);
  };
  const remove = (client: BattleClient): void => {
    others.delete(client);
    const person = personOf(client);
    const lines = players.get(person);
    if (!lines?.delete(client) || lines.size > 0) return;
    players.delete(person);
    online.delete(person);
  };
  return {
    add,
    remove,
    /** Players with a connection; the same set for as long as the room lives. */
    online: online as ReadonlySet<string>,
    /** Host, projector and spectators. */
    others: others as ReadonlySet<BattleClient>,
    players: players as ReadonlyMap<string, ReadonlySet<BattleClient>>,
    linesOf: (person: string): ReadonlySet<BattleClient> => players.get(person) ?? new Set(),
    isEmpty: (): boolean => players.size === 0 && others.size === 0,
  };
};
export type Crowd = ReturnType<typeof createCrowd>;

import type { CrewView } from '../domain/api-crew.ts';
import { itemSeed } from '../domain/attempt.ts';
import { crewSeedText, isOut } from '../domain/crew.ts';
import { viewOf } from '../domain/grade.ts';
import { bankOf } from '../domain/quest-station.ts';
import type { Actor } from './commit.ts';
import { type Crew, facesOf } from './crew.ts';
import { crewPlace } from './crew-fight.ts';
import type { Db } from './db.ts';
import { balanceOf } from './ledger.ts';
import { findQuestion } from './quest.ts';

type Told = { now: number; online: ReadonlySet<string> };

/** The crew as one member sees it: the own open question without its key, of the others no more than their bars. */
export const crewView = async (db: Db, by: Actor, crew: Crew, told: Told): Promise<CrewView> => {
  const { state } = crew;
  const { island, station } = await crewPlace(db, by.person, crew);
  const faces = await facesOf(
    db,
    state.members.map((m) => m.person),
  );
  const mine = state.members.find((m) => m.person === by.person);
  const last = (mine?.items.length ?? 0) - 1;
  const open = mine && state.status === 'fighting' && !isOut(mine) ? mine.items[last] : undefined;
  const question = open
    ? viewOf(
        await findQuestion(db, bankOf(island, station), open),
        itemSeed(crewSeedText(crew.id, by.person), last),
      )
    : undefined;
  const members = state.members.flatMap((m) => faces.get(m.person) ?? []);
  const over = state.status === 'won' || state.status === 'retreat';
  const coins = mine?.coins ?? 0;
  return {
    id: crew.id,
    station: crew.station,
    island: crew.island,
    boss: station.boss,
    status: state.status,
    members,
    hp: state.hp,
    maxHp: state.maxHp,
    serverNow: told.now,
    ...(state.endsAt === undefined ? {} : { endsAt: state.endsAt }),
    crew: state.members.flatMap((m) => {
      const face = faces.get(m.person);
      return face
        ? [{ ...face, damage: m.damage, shields: m.shields, online: told.online.has(m.person) }]
        : [];
    }),
    ...(mine && state.status !== 'waiting'
      ? {
          mine: {
            item: Math.max(0, last),
            answered: mine.items.filter((i) => i.ok !== undefined).length,
            total: mine.total,
            shields: mine.shields,
            ...(question ? { question } : {}),
          },
        }
      : {}),
    ...(over
      ? { result: { won: state.status === 'won', coins, balance: await balanceOf(db, by.person) } }
      : {}),
  };
};

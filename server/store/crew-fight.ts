import type { CrewAnswer } from '../domain/api-crew.ts';
import { pickForm } from '../domain/attempt.ts';
import { bossStars } from '../domain/boss.ts';
import {
  answerCrew,
  type CrewState,
  crewResult,
  crewSeedText,
  isPaid,
  memberOf,
  startCrew,
} from '../domain/crew.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation } from '../domain/journey.ts';
import { bankOf, bossRules, payOf, questionsOf, typesOf } from '../domain/quest-station.ts';
import { dice, seedOf } from '../domain/random.ts';
import { recordAnswer, responseTimes } from './answer.ts';
import { candidatesOf, holdPerson } from './attempt.ts';
import type { Actor, Tx } from './commit.ts';
import { type Crew, type CrewPlace, holdCrew, saveCrew } from './crew.ts';
import type { Db } from './db.ts';
import { meetInPassing } from './ghost.ts';
import { finishStation } from './progress.ts';
import { findQuestion, progressOf } from './quest.ts';
import { findBegun } from './quest-version.ts';

/** Where a crew fights, in the version of the quest that `person` sails. Throws `quest.unknown`, `station.unknown`. */
export const crewPlace = async (
  db: Db,
  person: string,
  crew: Pick<Crew, 'quest' | 'station'>,
): Promise<CrewPlace> => {
  const quest = await findBegun(db, person, crew.quest);
  const { island, station } = findStation(quest, crew.station);
  if (station.kind !== 'boss') throw new RuleError('station.wrong_kind');
  return { quest, island, station };
};

/** Begins the fight of a waiting crew: each member's questions are drawn by a seed of crew and person. Throws `crew.*`. */
export const startFight = async (tx: Tx, by: Actor, id: string): Promise<Crew> => {
  const crew = await holdCrew(tx, by.org, id);
  memberOf(crew.state, by.person);
  const { island, station } = await crewPlace(tx.db, by.person, crew);
  const source = { bank: bankOf(island, station), points: station.points, types: typesOf(station) };
  const forms = [];
  for (const { person } of crew.state.members) {
    const candidates = await candidatesOf(tx.db, person, source);
    const random = dice(seedOf(crewSeedText(id, person)));
    forms.push({ person, questions: pickForm(candidates, questionsOf(station), new Set(), random) });
  }
  if (forms.some((f) => f.questions.length === 0)) throw new RuleError('station.no_questions');
  const state = startCrew(crew.state, forms, bossRules(station), tx.now);
  await saveCrew(tx, id, state);
  for (const { person } of state.members) {
    const actor = { org: by.org, person, zone: by.zone };
    tx.emit(actor, {
      verb: 'attempt.started',
      obj: station.id,
      ctx: id,
      data: { kind: 'crew', form: `${state.members.length}` },
    });
  }
  return { ...crew, state, status: state.status };
};

/** What the end brings one member; who took no HP gets nothing. */
const endFor = async (tx: Tx, org: string, zone: string, crew: Crew, person: string): Promise<number> => {
  const member = memberOf(crew.state, person);
  const won = crew.state.status === 'won';
  const actor: Actor = { org, person, zone };
  await holdPerson(tx, person);
  const { quest, island, station } = await crewPlace(tx.db, person, crew);
  const before = (await progressOf(tx.db, person, quest.id)).get(station.id);
  const pay = payOf(station);
  const coins = won && isPaid(member) ? (before?.done ? pay.again : pay.first) : 0;
  const total = member.items.filter((i) => i.ok !== undefined).length;
  const share = total === 0 ? 0 : member.right / total;
  tx.emit(actor, {
    verb: 'attempt.submitted',
    obj: station.id,
    ctx: crew.id,
    score: share,
    ms: Math.max(0, tx.now - crew.createdAt),
    data: { max: total, nOk: member.right },
  });
  const stars = bossStars(member);
  tx.emit(actor, {
    verb: 'level.finished',
    obj: station.id,
    ctx: crew.id,
    ok: won,
    ms: Math.max(0, tx.now - crew.createdAt),
    data: { kind: 'crew', stars: won ? stars : 0, earned: coins, hp: crew.state.hp, shields: member.shields },
  });
  if (!won || !isPaid(member)) return 0;
  const key = `crew:${crew.id}:${person}`;
  const finish = { station, island, clears: true, stars, best: share, tier: 0, coins, reason: 'boss', key };
  return (await finishStation(tx, actor, quest, finish)).coins;
};

/** Ends a fight that is over and pays it; what each one got is kept with the crew. Gives the crew as it is then. */
export const endFightIfOver = async (tx: Tx, by: Pick<Actor, 'org' | 'zone'>, crew: Crew): Promise<Crew> => {
  if (crew.status !== 'fighting') return crew;
  const status = crewResult(crew.state, tx.now);
  if (!status) return crew;
  const ended: Crew = { ...crew, status, state: { ...crew.state, status } };
  const paid = new Map<string, number>();
  for (const { person } of [...ended.state.members].sort((a, b) => (a.person < b.person ? -1 : 1)))
    paid.set(person, await endFor(tx, by.org, by.zone, ended, person));
  const members = ended.state.members.map((m) => ({ ...m, coins: paid.get(m.person) ?? 0 }));
  const state = { ...ended.state, members };
  await saveCrew(tx, crew.id, state);
  return { ...ended, state };
};

/** The time of a fight may have run out with nobody there. */
export const settleFight = async (tx: Tx, by: Pick<Actor, 'org' | 'zone'>, id: string): Promise<Crew> =>
  endFightIfOver(tx, by, await holdCrew(tx, by.org, id));

/** Ends the fights of this person at a boss whose time ran out with nobody there. */
export const settleOverdue = async (tx: Tx, by: Actor, station: string): Promise<void> => {
  const rows = await tx.db
    .selectFrom('crew')
    .select(['id', 'state'])
    .where('org', '=', by.org)
    .where('station', '=', station)
    .where('status', '=', 'fighting')
    .orderBy('id')
    .execute();
  for (const { id, state } of rows) {
    const { members } = JSON.parse(state) as CrewState;
    if (members.some((m) => m.person === by.person)) await settleFight(tx, by, id);
  }
};

/** One answer of one member. Throws `crew.*`, `attempt.*`, `answer.shape`. */
export const answerFight = async (tx: Tx, by: Actor, id: string, body: CrewAnswer) => {
  const crew = await holdCrew(tx, by.org, id);
  const { island, station } = await crewPlace(tx.db, by.person, crew);
  const shown = memberOf(crew.state, by.person).items[body.item];
  if (!shown) throw new RuleError('attempt.wrong_item');
  const bank = bankOf(island, station);
  const { question } = await findQuestion(tx.db, bank, shown);
  const times = responseTimes(shown.presentedAt, body.rtMs, tx.now);
  const input = { ...body, attempt: crewSeedText(id, by.person), question, changes: 0, now: tx.now };
  const done = answerCrew(crew.state, by.person, { ...input, rtMs: times.rtMs });
  const { item, verdict, choices, damage, shieldLost } = done;
  const { ok } = verdict;
  const place = { question: item.question, island: island.id, station: station.id };
  const { met } = await meetInPassing(tx, by, { ...place, ok, again: false });
  await recordAnswer(tx, by, {
    mode: 'crew',
    ctx: id,
    station: station.id,
    item,
    question,
    bank,
    verdict,
    choices,
    times,
    changes: 0,
    facts: {
      damage,
      shieldLost,
      ...(met ? { rightDays: met.ghost.rightDays, tamed: met.ghost.tamed } : {}),
    },
  });
  await saveCrew(tx, id, done.state);
  return { crew: await endFightIfOver(tx, by, { ...crew, state: done.state }), verdict, damage };
};

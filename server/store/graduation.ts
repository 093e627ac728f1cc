import type { GraduationView } from '../domain/api-programme.ts';
import { RuleError } from '../domain/errors.ts';
import { catalogue } from '../domain/events/index.ts';
import { criteriaOf, criteriaViews, hasGraduated, type Reached } from '../domain/graduation.ts';
import type { Quest } from '../domain/quest.ts';
import { certificateOf, issueCertificate } from './certificate.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { balanceOf, debitPerson } from './ledger.ts';
import { sendMessage } from './message.ts';
import { progressOf } from './quest.ts';
import type { SailedQuest } from './quest-version.ts';

const RULE_VERSION = 1;
/** The title of everybody who has graduated. */
export const GRADUATE = 'graduate';
const ANSWERED = catalogue['question.answered'].code;

/** Coins ever earned: what the organisation's mint has paid a person, spent or not; gifts of colleagues do not count. */
export const earnedCoins = async (db: Db, person: string): Promise<number> => {
  const row = await db
    .selectFrom('account as wallet')
    .innerJoin('entry as got', 'got.account', 'wallet.id')
    .innerJoin('entry as given', 'given.transfer', 'got.transfer')
    .innerJoin('account as mint', 'mint.id', 'given.account')
    .select((eb) => eb.fn.sum('got.amount').as('coins'))
    .where('wallet.person', '=', person)
    .where('got.amount', '>', 0)
    .where('mint.kind', '=', 'mint')
    .executeTakeFirst();
  return Number(row?.coins ?? 0);
};

type Milestones = { graduatedAt?: number; medalAt?: number; startedAt?: number };
/** What of a graduation is there already. */
export const milestonesOf = async (db: Db, person: string, quest: string): Promise<Milestones> => {
  const row = await db
    .selectFrom('enrolment')
    .select(['graduatedAt', 'medalAt', 'startedAt'])
    .where('person', '=', person)
    .where('quest', '=', quest)
    .executeTakeFirst();
  return {
    ...(row ? { startedAt: Number(row.startedAt) } : {}),
    ...(row?.graduatedAt ? { graduatedAt: Number(row.graduatedAt) } : {}),
    ...(row?.medalAt ? { medalAt: Number(row.medalAt) } : {}),
  };
};

/** Coins are only summed for a quest that asks for them. */
const reachedOf = async (
  db: Db,
  person: string,
  quest: Quest,
  known?: Reached['progress'],
): Promise<Reached> => {
  const asks = criteriaOf(quest).some((c) => c.kind === 'coins');
  const progress = known ?? (await progressOf(db, person, quest.id));
  return { progress, coins: asks ? await earnedCoins(db, person) : 0 };
};

/** Sets `graduatedAt` when a criterion is met for the first time; true = has graduated. The caller holds the person;
 * `progress` = what it has read already. */
export const checkGraduation = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  progress?: Reached['progress'],
): Promise<boolean> => {
  const { graduatedAt, startedAt } = await milestonesOf(tx.db, by.person, quest.id);
  if (graduatedAt !== undefined) return true;
  if (startedAt === undefined) return false;
  if (!hasGraduated(quest, await reachedOf(tx.db, by.person, quest, progress))) return false;
  await tx.db
    .updateTable('enrolment')
    .set({ graduatedAt: tx.now })
    .where('person', '=', by.person)
    .where('quest', '=', quest.id)
    .where('graduatedAt', 'is', null)
    .execute();
  return true;
};

/** The price of the medal, once. Throws `coins.insufficient` (`have`, `need`). */
const payMedal = async (tx: Tx, by: Actor, quest: Quest, price: number): Promise<void> => {
  if (price === 0 || by.preview) return;
  const have = await balanceOf(tx.db, by.person);
  if (have < price) throw new RuleError('coins.insufficient', { have, need: price });
  const key = `medal:${by.person}:${quest.id}`;
  await debitPerson(tx, by, { amount: price, reason: 'medal', ref: quest.id, key, into: 'medal' });
};

const tellCeremony = async (tx: Tx, by: Actor, quest: Quest): Promise<void> => {
  if (by.preview) return;
  const rule = { ruleVer: RULE_VERSION };
  if (quest.medal) tx.emit(by, { verb: 'medal.granted', obj: quest.id, data: rule });
  tx.emit(by, { verb: 'title.earned', obj: GRADUATE, data: rule });
  await sendMessage(tx, by, { to: by.person, kind: 'graduation', quest: quest.id });
};

/**
 * The ceremony: grants or sells the medal and issues the certificate, each once; done again it changes nothing. The
 * caller holds the person. Throws `graduation.not_yet`, `coins.insufficient`.
 */
export const holdCeremony = async (tx: Tx, by: Actor, quest: SailedQuest): Promise<void> => {
  if (!(await checkGraduation(tx, by, quest))) throw new RuleError('graduation.not_yet');
  const { medalAt } = await milestonesOf(tx.db, by.person, quest.id);
  if (medalAt === undefined) {
    await payMedal(tx, by, quest, quest.medal?.price ?? 0);
    await tx.db
      .updateTable('enrolment')
      .set({ medalAt: tx.now })
      .where('person', '=', by.person)
      .where('quest', '=', quest.id)
      .execute();
    await tellCeremony(tx, by, quest);
  }
  if (!by.preview) await issueCertificate(tx, by, quest);
};

const symbolOf = (db: Db, text: string) => db.selectFrom('symbol').select('id').where('text', '=', text);

/** Days on which the person was active, answers given, and questions that were wrong once and right at last. */
const learntOf = async (db: Db, person: string) => {
  const [days, answers, corrected] = await Promise.all([
    db
      .selectFrom('rollup_person_day')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('person', 'in', symbolOf(db, person))
      .where('active', '>', 0)
      .executeTakeFirst(),
    db
      .selectFrom('rollup_person_verb')
      .select('n')
      .where('person', 'in', symbolOf(db, person))
      .where('verb', '=', ANSWERED)
      .executeTakeFirst(),
    db
      .selectFrom('rollup_person_item')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('person', 'in', symbolOf(db, person))
      .where('corrected', '=', 1)
      .executeTakeFirst(),
  ]);
  return {
    days: Number(days?.n ?? 0),
    answers: Number(answers?.n ?? 0),
    corrected: Number(corrected?.n ?? 0),
  };
};

/** How far somebody is from graduation, and what is told at the ceremony. */
export const graduationOf = async (db: Db, by: Actor, quest: Quest): Promise<GraduationView> => {
  const [progress, coins, at, learnt, balance, certificate] = await Promise.all([
    progressOf(db, by.person, quest.id),
    earnedCoins(db, by.person),
    milestonesOf(db, by.person, quest.id),
    learntOf(db, by.person),
    balanceOf(db, by.person),
    certificateOf(db, by.person, quest.id),
  ]);
  const criteria = criteriaViews(quest, { progress, coins });
  const stars = [...progress.values()].reduce((sum, p) => sum + p.stars, 0);
  return {
    quest: quest.name,
    criteria,
    met: at.graduatedAt !== undefined || criteria.some((c) => c.met),
    ...(quest.medal ? { medal: { ...quest.medal, owned: at.medalAt !== undefined } } : {}),
    balance,
    ...(at.graduatedAt === undefined ? {} : { graduatedAt: at.graduatedAt }),
    ...(certificate
      ? { certificate: { code: certificate.code, issuedAt: Number(certificate.issuedAt) } }
      : {}),
    facts: { ...learnt, stars, coins },
  };
};

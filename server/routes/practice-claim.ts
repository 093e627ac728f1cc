import type { ClaimReply, OfflineClaim, OfflinePack } from '../domain/api-practice.ts';
import { itemSeed } from '../domain/attempt.ts';
import { banksSailed, homeOf } from '../domain/drill.ts';
import { RuleError } from '../domain/errors.ts';
import { blankVerdict, gradeAnswer, viewOf } from '../domain/grade.ts';
import type { Quest } from '../domain/quest.ts';
import type { Actor, Tx } from '../store/commit.ts';
import type { Timing } from '../store/event.ts';
import { meetInPassing } from '../store/ghost.ts';
import { balanceOf } from '../store/ledger.ts';
import { learnFrom } from '../store/mastery.ts';
import { type Claimed, holdPack, makePack, type Pack, saveClaimed, tellLate } from '../store/offline-pack.ts';
import { type AskedQuestion, findAnywhere, payDrill } from '../store/practice.ts';

/** Questions to take along, each as it is shown under the seed of pack and number, with the key that was told before. */
export const givePack = async (tx: Tx, by: Actor, quest: Quest): Promise<OfflinePack> => {
  const { id, issuedAt, items } = await makePack(tx, by, banksSailed(quest));
  const known = await findAnywhere(tx.db, items);
  return {
    id,
    issuedAt,
    items: known.map((k, item) => {
      const seed = itemSeed(id, item);
      const { key, explanation } = blankVerdict(k.question, seed);
      return { item, question: viewOf(k, seed), key, ...(explanation ? { explanation } : {}) };
    }),
  };
};

type Given = OfflineClaim['answers'][number];
type About = { quest: Quest; pack: Pack; asked: AskedQuestion; timing: Timing };

/** Scores one answer as if it came now: mastery, ghosts and coins go by the server's day, the log by the learner's clock. */
const takeOne = async (tx: Tx, by: Actor, given: Given, about: About): Promise<Claimed[string]> => {
  const { quest, pack, asked, timing } = about;
  const { question, version, bank } = asked;
  const { verdict, choices } = gradeAnswer(question, itemSeed(pack.id, given.item), given.answer);
  const { ok, score } = verdict;
  const rtMs = Math.min(given.rtMs, Math.max(0, tx.now - pack.issuedAt));
  const looked = { question, bank, ok, score, rtMs, hinted: false, changes: 0, again: false };
  const { pPred } = await learnFrom(tx, by, looked);
  const place = homeOf(quest, bank, question.point ?? '');
  const { met } = await meetInPassing(tx, by, { question: question.id, ...place, ok, again: false });
  const key = `pack:${pack.id}:${given.item}`;
  const paid = ok ? await payDrill(tx, by, { question: question.id, p: pPred, ref: pack.id, key }) : 0;
  const data = {
    mode: 'offline' as const,
    choices: choices as (number | boolean | string)[],
    first: false,
    presentedAt: Math.max(0, Math.round(given.at - rtMs)),
    rtSrvMs: rtMs,
    changes: 0,
    hints: 0,
    pPred,
    ...(met ? { rightDays: met.ghost.rightDays, tamed: met.ghost.tamed } : {}),
  };
  const event = { verb: 'question.answered' as const, obj: question.id, objVer: version, ctx: pack.id };
  tellLate(tx, by, { ...event, ok, score, ms: rtMs, data }, given.at, timing);
  return { verdict, coins: paid + (met?.coins ?? 0) };
};

/**
 * Scores what was answered without a network, each item of a pack once: one that was claimed before gets the reply it got
 * then. Throws `pack.unknown`, `attempt.wrong_item`, `answer.shape`.
 */
export const takeClaim = async (tx: Tx, by: Actor, quest: Quest, body: OfflineClaim): Promise<ClaimReply> => {
  const pack = await holdPack(tx, by.person, body.pack);
  const offset = body.sentAt === undefined ? 0 : tx.now - body.sentAt;
  const timing = { offset, earliest: pack.issuedAt, receivedAt: tx.now };
  const known = await findAnywhere(tx.db, pack.items);
  const claimed: Claimed = { ...pack.claimed };
  for (const given of body.answers.toSorted((a, b) => a.at - b.at)) {
    const asked = known[given.item];
    if (!asked) throw new RuleError('attempt.wrong_item');
    claimed[given.item] ??= await takeOne(tx, by, given, { quest, pack, asked, timing });
  }
  await saveClaimed(tx, pack.id, claimed);
  const items = [...new Set(body.answers.map((a) => a.item))];
  const scored = items.flatMap((item) => {
    const found = claimed[item];
    return found ? [{ item, ...found }] : [];
  });
  return {
    scored: scored.map(({ item, verdict }) => ({ item, verdict })),
    coins: scored.reduce((sum, s) => sum + s.coins, 0),
    balance: await balanceOf(tx.db, by.person),
  };
};

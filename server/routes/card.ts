import { z } from 'zod';
import { Answer, type Verdict } from '../domain/answer.ts';
import type { PanelView } from '../domain/api.ts';
import { RuleError } from '../domain/errors.ts';
import { gradeAnswer, viewOf } from '../domain/grade.ts';
import { openStation } from '../domain/journey.ts';
import type { Card } from '../domain/quest.ts';
import { payOf } from '../domain/quest-station.ts';
import type { Question } from '../domain/question.ts';
import { seedOf } from '../domain/random.ts';
import { recordAnswer } from '../store/answer.ts';
import { holdPerson, spawnGhost } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import type { Actor } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { enrol, finishStation, keepState } from '../store/progress.ts';
import { daysOf, pointNames, progressOf } from '../store/quest.ts';
import { checkVersionOf, findCard, findQuest, type SailedQuest } from '../store/quest-version.ts';
import { route } from './route.ts';

const PLAY = { perMinute: 120, burst: 60 };
const Station = z.string().min(1).max(64);

/** What a person has answered to a card's check question: the first answer counts, all are logged. */
type CheckState = { answer: Answer; ok: boolean; firstOk: boolean };
const checkOf = (state: string | null | undefined): CheckState | undefined =>
  state ? (JSON.parse(state) as CheckState) : undefined;

const seedFor = (person: string, question: string): number => seedOf(`${person}:${question}`);

const cardAt = async (db: Db, quest: SailedQuest, by: Actor, stationId: string, now: number) => {
  const progress = await progressOf(db, by.person, quest.id);
  const days = await daysOf(db, by, quest.id, now);
  const { island, station } = openStation(quest, progress, stationId, days);
  if (station.kind !== 'card') throw new RuleError('station.wrong_kind');
  const card = await findCard(db, quest, station.card);
  return { island, station, card, row: progress.get(station.id) };
};

const checkQuestion = (card: Card): Question => {
  const panel = card.panels.find((p) => p.kind === 'check');
  if (panel?.kind !== 'check') throw new RuleError('card.check_missing');
  return panel.question;
};

const read = route('GET /api/cards/:station', { access: 'learner', limit: PLAY }, async (ctx, call) => {
  const db = ctx.db.read;
  const quest = await findQuest(db, call.by);
  const found = await cardAt(db, quest, call.by, Station.parse(call.params.station), ctx.now());
  const names = await pointNames(db, found.island.bank);
  const point = { id: found.card.point, name: names.get(found.card.point) ?? found.card.title };
  const answered = checkOf(found.row?.state);
  const version = await checkVersionOf(db, checkQuestion(found.card));
  const panels = found.card.panels.map((panel): PanelView => {
    if (panel.kind === 'text') return panel;
    const seed = seedFor(call.by.person, panel.question.id);
    const question = viewOf({ question: panel.question, version, point }, seed);
    const verdict = answered ? gradeAnswer(panel.question, seed, answered.answer).verdict : undefined;
    return { kind: 'check', question, ...(verdict ? { verdict } : {}) };
  });
  return {
    station: found.station.id,
    island: found.island.id,
    title: found.card.title,
    source: found.card.source,
    panels,
    done: found.row?.done ?? false,
  };
});

const CheckBody = z.strictObject({
  station: Station,
  answer: Answer,
  rtMs: z.number().min(0).max(86_400_000).transform(Math.round),
});
const check = route(
  'POST /api/cards/check',
  { access: 'learner', limit: PLAY, body: CheckBody },
  async (ctx, call) => {
    return once(ctx, call.by.person, call.commandId, async (tx): Promise<Verdict> => {
      const { by, body } = call;
      await holdPerson(tx, by.person);
      const quest = await findQuest(tx.db, by);
      await enrol(tx, by, quest);
      const found = await cardAt(tx.db, quest, by, body.station, tx.now);
      const question = checkQuestion(found.card);
      const { verdict, choices } = gradeAnswer(question, seedFor(by.person, question.id), body.answer);
      const before = checkOf(found.row?.state);
      const state = { answer: body.answer, ok: verdict.ok, firstOk: before?.firstOk ?? verdict.ok };
      await keepState(tx, by.person, quest.id, found.island.id, found.station.id, JSON.stringify(state));
      const place = {
        person: by.person,
        question: question.id,
        island: found.island.id,
        station: found.station.id,
      };
      if (!verdict.ok && !by.preview) await spawnGhost(tx, place);
      const version = await checkVersionOf(tx.db, question);
      const again = before !== undefined;
      await recordAnswer(tx, by, {
        mode: 'card',
        ctx: `card:${found.station.id}`,
        station: found.station.id,
        item: { question: question.id, version, again, presentedAt: tx.now - body.rtMs },
        question,
        bank: found.island.bank,
        verdict,
        choices,
        times: { rtMs: body.rtMs, rtSrvMs: body.rtMs },
        changes: 0,
      });
      return verdict;
    });
  },
);

const CompleteBody = z.strictObject({
  station: Station,
  ms: z.number().min(0).max(86_400_000).transform(Math.round),
});
const complete = route(
  'POST /api/cards/complete',
  { access: 'learner', limit: PLAY, body: CompleteBody },
  async (ctx, call) => {
    return once(ctx, call.by.person, call.commandId, async (tx) => {
      const { by, body } = call;
      await holdPerson(tx, by.person);
      const quest = await findQuest(tx.db, by);
      const found = await cardAt(tx.db, quest, by, body.station, tx.now);
      const answered = checkOf(found.row?.state);
      if (!answered) throw new RuleError('card.check_missing');
      tx.emit(by, {
        verb: 'lesson.completed',
        obj: found.station.id,
        objVer: quest.version,
        ms: body.ms,
        data: { cardsSeen: found.card.panels.length },
      });
      return finishStation(tx, by, quest, {
        station: found.station,
        island: found.island,
        clears: true,
        stars: answered.firstOk ? 3 : 2,
        best: answered.firstOk ? 1 : 0,
        tier: 0,
        coins: found.row?.done ? 0 : payOf(found.station).first,
        reason: 'card',
        key: `card:${by.person}:${found.station.id}`,
      });
    });
  },
);

export const cardRoutes = [read, check, complete];

import { z } from 'zod';
import type { Outcome } from '../domain/api.ts';
import type { SurveyView } from '../domain/api-station.ts';
import { RuleError } from '../domain/errors.ts';
import { openStation } from '../domain/journey.ts';
import { mostCoins, payOf } from '../domain/quest-station.ts';
import { SurveyAnswers } from '../domain/survey.ts';
import { opinionsOf, surveyResult } from '../domain/survey-result.ts';
import { plainText } from '../domain/text.ts';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import type { Actor, Tx } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { enrol, finishStation } from '../store/progress.ts';
import { daysOf, progressOf } from '../store/quest.ts';
import { findQuest } from '../store/quest-version.ts';
import { answeredBy, findAnyStation, keepOpinions, opinionsAt } from '../store/survey.ts';
import { route } from './route.ts';

const PLAY = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);

const surveyAt = async (db: Db, by: Actor, stationId: string, now: number) => {
  const quest = await findQuest(db, by);
  const progress = await progressOf(db, by.person, quest.id);
  const days = await daysOf(db, by, quest.id, now);
  const { island, station } = openStation(quest, progress, stationId, days);
  if (station.kind !== 'survey') throw new RuleError('station.wrong_kind');
  return { quest, island, station, done: progress.get(station.id)?.done ?? false };
};

const read = route(
  'GET /api/surveys/:station',
  { access: 'learner', limit: PLAY },
  async (ctx, { by, params }): Promise<SurveyView> => {
    const found = await surveyAt(ctx.db.read, by, Id.parse(params.station), ctx.now());
    const { island, station, done } = found;
    return {
      station: station.id,
      island: island.id,
      name: station.name,
      survey: station.survey,
      done,
      coins: mostCoins(station, { done, tier: 0 }),
    };
  },
);

type Body = { station: string; answers: SurveyAnswers };
const answer = async (tx: Tx, by: Actor, body: Body): Promise<Outcome> => {
  await holdPerson(tx, by.person);
  const { quest, island, station, done } = await surveyAt(tx.db, by, body.station, tx.now);
  if (done) throw new RuleError('survey.answered');
  const opinions = opinionsOf(station.survey, body.answers);
  await enrol(tx, by, quest);
  if (!by.preview) await keepOpinions(tx, by, { quest: quest.id, station: station.id }, opinions);
  for (const { item } of opinions) tx.emit(by, { verb: 'survey.answered', obj: station.id, data: { item } });
  return finishStation(tx, by, quest, {
    station,
    island,
    clears: true,
    stars: 3,
    best: 1,
    tier: 0,
    coins: payOf(station).first,
    reason: 'survey',
    key: `survey:${by.person}:${station.id}`,
  });
};

/** Words of white space and control characters alone are no answer. */
const Answers = SurveyAnswers.transform((answers) =>
  Object.fromEntries(
    Object.entries(answers)
      .map(([id, a]) => [id, typeof a === 'string' ? plainText(a).trim() : a] as const)
      .filter(([, a]) => a !== ''),
  ),
);
const answerDoor = route(
  'POST /api/surveys/answer',
  { access: 'learner', limit: PLAY, body: z.strictObject({ station: Id, answers: Answers }) },
  (ctx, { by, body, commandId }) => once(ctx, by.person, commandId, (tx) => answer(tx, by, body)),
);

const result = route(
  'GET /api/survey-results/:station',
  { access: 'trainer', limit: PLAY },
  async (ctx, { by, params }) => {
    const db = ctx.db.read;
    const id = Id.parse(params.station);
    const station = await findAnyStation(db, by.org, id);
    if (!station) throw new RuleError('station.unknown');
    if (station.kind !== 'survey') throw new RuleError('station.wrong_kind');
    const items = surveyResult(station.survey, await opinionsAt(db, by.org, id));
    return { people: await answeredBy(db, by.org, id), items };
  },
);

export const surveyRoutes = [read, answerDoor, result];

import { z } from 'zod';
import type { AttemptView, Outcome } from '../domain/api.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation } from '../domain/journey.ts';
import { payOf } from '../domain/quest-station.ts';
import type { Talk, TalkState } from '../domain/talk.ts';
import { choose, scoreOfTalk, talkEnded, talkStars } from '../domain/talk-run.ts';
import { type Attempt, holdAttempt, holdPerson, saveAttempt } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import type { Actor, Tx } from '../store/commit.ts';
import { finishStation } from '../store/progress.ts';
import { progressOf } from '../store/quest.ts';
import { findQuestOfAttempt, type SailedQuest } from '../store/quest-version.ts';
import { tellEnd } from './attempt-end.ts';
import { attemptView } from './attempt-view.ts';
import { route } from './route.ts';

const PLAY = { perMinute: 120, burst: 60 };

/** Books a run that has come to an ending: it pays when it clears the station for the first time, stars stay the best. */
const endTalk = async (
  tx: Tx,
  by: Actor,
  quest: SailedQuest,
  attempt: Attempt,
  { talk, state }: { talk: Talk; state: TalkState },
): Promise<Outcome> => {
  await holdPerson(tx, by.person);
  const { island, station } = findStation(quest, attempt.station);
  const done = (await progressOf(tx.db, by.person, quest.id)).get(station.id)?.done ?? false;
  const { score, right, total, passed } = scoreOfTalk(talk, state);
  const coins = passed && !done ? payOf(station).first : 0;
  const stars = talkStars(score);
  tellEnd(tx, by, attempt, { kind: 'scenario', right, total, score, stars, ok: passed }, coins);
  return finishStation(tx, by, quest, {
    station,
    island,
    clears: passed,
    stars,
    best: score,
    tier: 0,
    coins,
    reason: 'scenario',
    key: `scenario:${by.person}:${station.id}`,
  });
};

type Said = { attempt: string; node: string; option: string };
const say = async (tx: Tx, by: Actor, body: Said): Promise<AttemptView> => {
  const held = await holdAttempt(tx, by.person, body.attempt);
  if (held.status !== 'open') throw new RuleError('attempt.closed');
  const quest = await findQuestOfAttempt(tx.db, by.person, held.id);
  const { station } = findStation(quest, held.station);
  if (held.state.kind !== 'scenario' || station.kind !== 'scenario')
    throw new RuleError('station.wrong_kind');
  const { talk } = station;
  const state = choose(talk, held.state, { node: body.node, option: body.option, now: tx.now });
  const ended = talkEnded(talk, state);
  await saveAttempt(tx, held.id, state, ended);
  if (!ended) return attemptView(tx.db, quest, { ...held, state }, tx.now);
  const after: Attempt = { ...held, state, status: 'ended', endedAt: tx.now };
  const outcome = await endTalk(tx, by, quest, after, { talk, state });
  return attemptView(tx.db, quest, after, tx.now, { outcome });
};

const Id = z.string().min(1).max(64);
const Choose = z.strictObject({ attempt: Id, node: Id, option: Id });
const chooseDoor = route(
  'POST /api/attempts/choose',
  { access: 'learner', limit: PLAY, body: Choose },
  (ctx, { by, body, commandId }) => once(ctx, by.person, commandId, (tx) => say(tx, by, body)),
);

export const scenarioRoutes = [chooseDoor];

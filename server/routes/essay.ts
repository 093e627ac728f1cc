import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { EssayView } from '../domain/api-bank.ts';
import { markEssay, scoreOfMarks } from '../domain/essay.ts';
import { type ExamState, tallyExam } from '../domain/exam.ts';
import { findStation } from '../domain/journey.ts';
import { examRules } from '../domain/quest-station.ts';
import { type Attempt, holdAttempt, holdPerson, saveAttempt } from '../store/attempt.ts';
import { auditIn } from '../store/audit-trail.ts';
import { once } from '../store/command.ts';
import type { Actor, Tx } from '../store/commit.ts';
import {
  checkUnchanged,
  findEssay,
  findEssays,
  type HeldEssay,
  holdEssay,
  saveMarks,
} from '../store/essay.ts';
import { findBegun, type SailedQuest } from '../store/quest-version.ts';
import { bookCorrection } from '../store/regrade-exam.ts';
import { decideExam } from './attempt-end.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 120, burst: 60 };

const list = route('GET /api/essays', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  findEssays(ctx.db.read, by),
);

type Given = { score: number; marks: readonly number[] };

/** The learner's exam with the new mark; with its last one it is decided, after that it is corrected. */
const bookMark = async (
  tx: Tx,
  learner: Actor,
  quest: SailedQuest,
  attempt: Attempt & { state: ExamState },
  item: number,
  given: Given,
): Promise<void> => {
  const { station } = findStation(quest, attempt.station);
  const pass = station.kind === 'exam' ? examRules(station).pass : 1;
  const was = tallyExam(attempt.state, pass);
  const state = markEssay(attempt.state, item, given);
  if (was.pending === 0) {
    await bookCorrection(tx, learner, quest, attempt, state, 'mark');
    return;
  }
  await saveAttempt(tx, attempt.id, state, false);
  if (tallyExam(state, pass).pending === 0) await decideExam(tx, learner, quest, { ...attempt, state });
};

const tellMark = (tx: Tx, learner: Actor, trainer: string, essay: HeldEssay, { score }: Given): void => {
  const at = { obj: essay.question, objVer: essay.version, ctx: essay.attempt, score };
  if (essay.markedAt === null) {
    const rubric = essay.asked.rubric?.length ? 'rubric' : 'share';
    tx.emit(learner, { verb: 'assignment.graded', ...at, data: { grader: trainer, rubric } });
  } else {
    const data = { from: essay.score ?? 0, reason: 'mark', item: essay.item };
    tx.emit(learner, { verb: 'score.corrected', ...at, data });
  }
};

type MarkBody = { essay: string; base: number | null; marks: number[]; score?: number | undefined };
const mark = async (tx: Tx, by: Signed, body: MarkBody): Promise<EssayView> => {
  const essay = await holdEssay(tx, by, body.essay);
  await checkUnchanged(tx.db, essay, body.base);
  const given = { score: scoreOfMarks(essay.asked.rubric, body), marks: body.marks };
  const learner: Actor = { org: by.org, person: essay.person, zone: by.zone };
  await holdPerson(tx, learner.person);
  const attempt = await holdAttempt(tx, learner.person, essay.attempt);
  if (attempt.state.kind !== 'exam') throw new Error('an essay outside an exam');
  const quest = await findBegun(tx.db, learner.person, attempt.quest);
  await bookMark(tx, learner, quest, { ...attempt, state: attempt.state }, essay.item, given);
  tellMark(tx, learner, by.person, essay, given);
  await saveMarks(tx, by, essay, given);
  const details = { ...given, ...(essay.score === null ? {} : { before: essay.score }) };
  await auditIn(tx, by, { action: 'essay.mark', bank: essay.bank, object: essay.question, details });
  return findEssay(tx.db, essay.id);
};

/** Half points are points. */
const Points = z.number().min(0).max(100).multipleOf(0.5);
const Mark = z.strictObject({
  essay: z.string().min(1).max(64),
  base: z.int().nullable(),
  marks: z.array(Points).max(10),
  score: z.number().min(0).max(1).optional(),
});
const markDoor = route(
  'POST /api/essays/mark',
  { access: 'trainer', limit: WRITE, body: Mark },
  (ctx, { by, body, commandId }) => once(ctx, by.person, commandId, (tx) => mark(tx, by, body)),
);

export const essayRoutes = [list, markDoor];

import { FLAGS } from '../domain/events/flags.ts';
import { catalogue } from '../domain/events/index.ts';
import { guessOf, priorOf } from '../domain/mastery.ts';
import type { Question } from '../domain/question.ts';
import type { AnswerLog, AskedQuestion } from '../domain/replay.ts';
import type { Log } from './item-log.ts';

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided | FLAGS.again;
const CHUNK = 10_000;
const RIGHT = 1 - 1e-9;

/** The questions of a company by the symbol the log has for them. */
const readQuestions = async (log: Log, org: string): Promise<Map<number, AskedQuestion>> => {
  const rows = await log
    .selectFrom('question')
    .innerJoin('bank', 'bank.id', 'question.bank')
    .innerJoin('symbol', 'symbol.text', 'question.id')
    .innerJoin('question_version as v', (j) =>
      j.onRef('v.question', '=', 'question.id').onRef('v.version', '=', 'question.version'),
    )
    .leftJoin('item_level as l', 'l.question', 'question.id')
    .select(['symbol.id as symbol', 'question.id', 'question.bank', 'question.point'])
    .select(['question.difficulty', 'v.content', 'l.b'])
    .where('bank.org', '=', org)
    .orderBy('question.id')
    .execute();
  return new Map(
    rows.map((r, index) => {
      const { b: prior } = priorOf(r.difficulty);
      const guess = guessOf(JSON.parse(r.content) as Question);
      return [
        Number(r.symbol),
        { index, id: r.id, group: `${r.bank}:${r.point}`, guess, prior, b: r.b ?? prior },
      ];
    }),
  );
};

/** Scores that a person has corrected since, by attempt and question. */
const readCorrected = async (log: Log): Promise<Map<string, number>> => {
  const rows = await log
    .selectFrom('event')
    .select(['ctx', 'obj', 'score'])
    .where('verb', '=', catalogue['score.corrected'].code)
    .orderBy('seq')
    .execute();
  return new Map(
    rows.flatMap((r) => (r.score === null ? [] : [[`${r.ctx ?? 0} ${r.obj}`, r.score] as const])),
  );
};

/**
 * Every answer of a company in the order of arrival, second askings, previews and robots left out; `symbols` = the people's
 * numbers in the log by their index. Takes seconds: keep it off the loop that serves rooms.
 */
export const readAnswerLog = async (log: Log, org: string): Promise<AnswerLog & { symbols: number[] }> => {
  const questions = await readQuestions(log, org);
  const corrected = await readCorrected(log);
  const people = new Map<number, number>();
  const answers: AnswerLog['answers'] = { person: [], item: [], ok: [], ms: [], at: [] };
  for (let after = 0; ; ) {
    const rows = await log
      .selectFrom('event')
      .innerJoin('symbol', 'symbol.id', 'event.org')
      .select(['seq', 'actor', 'obj', 'ctx', 'ok', 'ms', 'flags', 'tEvent'])
      .where('symbol.text', '=', org)
      .where('verb', '=', catalogue['question.answered'].code)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(CHUNK)
      .execute();
    for (const row of rows) {
      after = Number(row.seq);
      const question = questions.get(Number(row.obj));
      if (!question || (row.flags & NOT_COUNTED) !== 0) continue;
      const person = people.get(Number(row.actor)) ?? people.size;
      people.set(Number(row.actor), person);
      const score = corrected.get(`${row.ctx ?? 0} ${row.obj}`);
      answers.person.push(person);
      answers.item.push(question.index);
      answers.ok.push(score === undefined ? (row.ok ?? 0) : score >= RIGHT ? 1 : 0);
      answers.ms.push(row.ms === null ? -1 : Number(row.ms));
      answers.at.push(Number(row.tEvent));
    }
    if (rows.length < CHUNK)
      return {
        questions: [...questions.values()],
        people: people.size,
        symbols: [...people.keys()],
        answers,
      };
  }
};

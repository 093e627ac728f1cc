import type { AnswerReply, AttemptView, ItemView, Outcome } from '../../server/domain/api.ts';
import type { AssignmentView } from '../../server/domain/api-station.ts';
import type { Browser, TestServer } from '../helpers/server.ts';
import { content, rightAnswer, talkOf, wrongAnswer } from './answers.ts';

/** What a pattern says of each asking: right or wrong; after its end everything is right. */
export type Pattern = readonly boolean[];
export const wrongAt = (...places: number[]): Pattern =>
  Array.from({ length: 40 }, (_, i) => !places.includes(i));

/** One learner at a keyboard: whole stations by one call, on the clock of the test. */
export const learnerAt = <B extends Browser>(server: TestServer, browser: B) => {
  const { call }: Browser = browser;
  const wait = (ms = 1000): void => server.clock.advance(ms);
  const start = (station: string): Promise<AttemptView> =>
    call('POST /api/attempts/start', { body: { station } });
  const answer = async (attempt: AttemptView, shown: ItemView, right = true): Promise<AnswerReply> => {
    wait();
    const said = right ? rightAnswer(shown.question) : wrongAnswer(shown.question);
    return call('POST /api/attempts/answer', {
      body: { attempt: attempt.id, item: shown.item, answer: said, rtMs: 900 },
    });
  };
  const current = (attempt: AttemptView): ItemView => {
    const shown = attempt.items[0];
    if (!shown) throw new Error(`${attempt.kind} at ${attempt.station} shows no question`);
    return shown;
  };
  /** Practice, boss and ghost: plays on to the end. */
  const finish = async (attempt: AttemptView, pattern: Pattern = []): Promise<AttemptView> => {
    let view = attempt;
    for (let i = 0; view.status === 'open'; i++)
      view = (await answer(view, current(view), pattern[i] ?? true)).attempt;
    return view;
  };
  const play = async (station: string, pattern: Pattern = []): Promise<AttemptView> =>
    finish(await start(station), pattern);
  /** An exam of ten: the first `right` answers are right, the rest wrong. */
  const sitExam = async (station: string, right = 10): Promise<AttemptView> => {
    const attempt = await start(station);
    for (const shown of attempt.items) await answer(attempt, shown, shown.item < right);
    return call('POST /api/attempts/submit', { body: { attempt: attempt.id } });
  };
  const readCard = async (station: string, right = true): Promise<Outcome> => {
    const card = await call('GET /api/cards/:station', { params: { station } });
    const check = card.panels.find((p) => p.kind === 'check');
    if (check?.kind !== 'check') throw new Error(`${station} has no check`);
    wait();
    const said = right ? rightAnswer(check.question) : wrongAnswer(check.question);
    await call('POST /api/cards/check', { body: { station, answer: said, rtMs: 800 } });
    return call('POST /api/cards/complete', { body: { station, ms: 30_000 } });
  };
  /** A role play in which the best is always said. */
  const talk = async (station: string): Promise<AttemptView> => {
    const nodes = talkOf(station)?.nodes ?? [];
    let view = await start(station);
    while (view.kind === 'scenario' && view.choice) {
      const { node } = view.choice;
      const choice = nodes.find((n) => n.id === node);
      if (choice?.kind !== 'choice') throw new Error(`${node} is no choice`);
      const option = choice.options.reduce((a, b) => (b.score > a.score ? b : a)).id;
      wait();
      view = await call('POST /api/attempts/choose', { body: { attempt: view.id, node, option } });
    }
    return view;
  };
  /** Writes something and hands it in. */
  const handIn = async (station: string, text = '这是我的作业。'): Promise<AssignmentView> => {
    const { submission } = await call('GET /api/assignments/:station', { params: { station } });
    await call('POST /api/assignments/draft', { body: { station, rev: submission.rev, text } });
    return call('POST /api/assignments/submit', { body: { station } });
  };
  /** Leaves out what has words. */
  const answerSurvey = async (station: string): Promise<Outcome> => {
    const { survey } = await call('GET /api/surveys/:station', { params: { station } });
    const said = survey.items.flatMap(({ id, kind }) => (kind === 'text' ? [] : [[id, 1] as const]));
    return call('POST /api/surveys/answer', { body: { station, answers: Object.fromEntries(said) } });
  };
  /** Does every station before `station`, all right. */
  const sailTo = async (station: string): Promise<void> => {
    for (const s of content.quest.islands.flatMap((i) => i.stations)) {
      if (s.id === station) return;
      if (s.kind === 'card') await readCard(s.id);
      else if (s.kind === 'exam') await sitExam(s.id);
      else if (s.kind === 'scenario') await talk(s.id);
      else if (s.kind === 'assignment') await handIn(s.id);
      else if (s.kind === 'survey') await answerSurvey(s.id);
      else await play(s.id);
    }
    throw new Error(`no station ${station}`);
  };
  const coins = async (): Promise<number> => (await call('GET /api/quest')).coins;
  return {
    ...browser,
    wait,
    start,
    answer,
    current,
    finish,
    play,
    sitExam,
    readCard,
    talk,
    handIn,
    answerSurvey,
    sailTo,
    coins,
  };
};
export type Learner = ReturnType<typeof learnerAt<Browser>>;

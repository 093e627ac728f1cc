import type { AttemptView } from '../../server/domain/api.ts';
import type { AssignmentView, TalkView } from '../../server/domain/api-station.ts';
import type { Survey, SurveyAnswers } from '../../server/domain/survey.ts';
import { textIn } from '../../server/domain/text.ts';
import { talkOf } from './answers.ts';
import type { Hand } from './hand.ts';
import { charsOf } from './mind.ts';

type Talking = AttemptView & TalkView;
type Choice = NonNullable<TalkView['choice']>;

/** Somebody with tact mostly says the best thing; others say what comes to their mind. */
const sayingOf = (hand: Hand, station: string, { node, options }: Choice): string => {
  const known = talkOf(station)?.nodes.find((n) => n.id === node);
  const best = known?.kind === 'choice' ? [...known.options].sort((a, b) => b.score - a.score)[0] : undefined;
  if (best && hand.chance(0.35 + 0.6 * hand.tact)) return best.id;
  return options[Math.floor(hand.random() * options.length)]?.id ?? '';
};

const talkStep = async (hand: Hand, talk: Talking): Promise<AttemptView> => {
  const { choice } = talk;
  if (!choice) throw new Error(`an open talk at ${talk.station} without a choice`);
  await hand.read(60);
  const option = sayingOf(hand, talk.station, choice);
  return hand.command('POST /api/attempts/choose', { body: { attempt: talk.id, node: choice.node, option } });
};

/** A role play, to its end. */
export const playTalk = async (hand: Hand, station: string): Promise<void> => {
  let view = await hand.command('POST /api/attempts/start', { body: { station } });
  hand.journal.started(view);
  while (view.status === 'open' && hand.goOn()) {
    if (view.kind !== 'scenario') throw new Error(`${station} is a ${view.kind}, not a talk`);
    view = await talkStep(hand, view);
    hand.journal.started(view);
  }
  if (view.status === 'ended') hand.journal.talked(view);
  await hand.read(200);
};

/** What is written: it names as many lines of the rubric as the writer has thought of. The marker reads just that. */
const workOf = (hand: Hand, view: AssignmentView): string => {
  const { rubric } = view.assignment;
  const again = view.submission.state === 'returned' ? 0.45 : 0;
  const named = rubric
    .filter(() => hand.chance(0.4 + 0.5 * hand.tact + again))
    .map((r) => textIn(r.name, 'zh'));
  const lines = named.map((name) => `${name}：我按这几天学到的做法写了自己的例子，也写了下一步怎么做。`);
  return [`我的作业，一共 ${named.length} 点。`, ...lines].join('\n\n');
};

/** A picture of one pixel, as small as a photo can be. */
const PHOTO =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const write = async (hand: Hand, start: AssignmentView): Promise<AssignmentView> => {
  const { station } = start;
  const text = workOf(hand, start);
  let view = start;
  const drafts = 2 + Math.floor(hand.random() * 3);
  for (let i = 1; i <= drafts; i++) {
    await hand.wait(40_000 + hand.random() * 50_000);
    const so_far = text.slice(0, Math.ceil((text.length * i) / drafts));
    const body = { station, rev: view.submission.rev, text: so_far };
    view = await hand.command('POST /api/assignments/draft', { body });
  }
  if (view.assignment.accepts.includes('photo') && view.submission.files.length === 0 && hand.chance(0.4)) {
    const body = { station, name: '现场照片.png', base64: PHOTO };
    view = await hand.command('POST /api/assignments/upload', { body });
  }
  return view;
};

/** Looks at what came of a work; new = the marks are told for the first time. */
export const lookAtWork = async (
  hand: Pick<Hand, 'journal' | 'command'>,
  station: string,
): Promise<AssignmentView> => {
  const view = await hand.command('GET /api/assignments/:station', { params: { station } });
  hand.journal.marked(view);
  return view;
};

/** Reads the task and the rubric, writes, hands in; now and then takes it back once more. */
export const doAssignment = async (hand: Hand, station: string): Promise<void> => {
  const view = await lookAtWork(hand, station);
  if (view.submission.state !== 'draft' && view.submission.state !== 'returned') return;
  await hand.read(charsOf(view.assignment.brief) + 80);
  await write(hand, view);
  await hand.command('POST /api/assignments/submit', { body: { station } });
  if (hand.chance(0.08)) {
    await hand.command('POST /api/assignments/withdraw', { body: { station } });
    await write(hand, await lookAtWork(hand, station));
    await hand.command('POST /api/assignments/submit', { body: { station } });
  }
  hand.journal.handedIn(station);
};

/** Works of colleagues: two or three are read, some get kudos. */
export const praisePeers = async (hand: Hand, station: string): Promise<void> => {
  const works = await hand.command('GET /api/assignments/:station/peers', { params: { station } });
  for (const work of works.filter((w) => !w.mine).slice(0, 3)) {
    await hand.read(work.text.length);
    if (!hand.chance(0.6)) continue;
    await hand.command('POST /api/assignments/kudos', { body: { submission: work.submission, on: true } });
  }
};

const opinionOf = (hand: Hand, item: Survey['items'][number]): number | string => {
  const mood = Math.min(1, 0.45 + 0.4 * hand.tact + 0.3 * hand.random());
  if (item.kind === 'rating') return Math.max(1, Math.round(5 * mood));
  if (item.kind === 'nps') return Math.round(10 * mood);
  if (item.kind === 'choice') return Math.floor(hand.random() * item.options.length);
  return '节奏合适，练习很有用。';
};

/** Answers what one likes to answer. */
export const answerSurvey = async (hand: Hand, station: string): Promise<void> => {
  const view = await hand.command('GET /api/surveys/:station', { params: { station } });
  const answers: SurveyAnswers = {};
  for (const item of view.survey.items) {
    await hand.read(charsOf(item.text));
    if (hand.chance(item.kind === 'text' ? 0.35 : 0.92)) answers[item.id] = opinionOf(hand, item);
  }
  const outcome = await hand.command('POST /api/surveys/answer', { body: { station, answers } });
  hand.journal.surveyed(station, outcome);
};

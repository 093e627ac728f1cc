import type { Browser, Page } from 'playwright-core';
import { content } from '../bots/answers.ts';
import { type Learner, learnerAt } from '../bots/learner.ts';
import type { TestServer } from '../helpers/server.ts';
import { visit } from './harness.ts';
import { type AxeFinding, axe, picture } from './voyage.ts';

const stations = content.quest.islands.flatMap((i) => i.stations);
const placeOf = (id: string): number => stations.findIndex((s) => s.id === id);

/** Somebody who has joined by the company's link and opened the map once. */
export const boarded = async (server: TestServer, name: string) => {
  const learner = learnerAt(server, await server.joined(name));
  await learner.call('GET /api/quest');
  return learner;
};

/** Plays every station from one to before another, all right; the server's clock goes on meanwhile. */
export const sail = async (learner: Learner, from: string, to: string): Promise<void> => {
  for (const { id, kind } of stations.slice(placeOf(from), placeOf(to))) {
    if (kind === 'card') await learner.readCard(id);
    else if (kind === 'exam') await learner.sitExam(id);
    else if (kind === 'scenario') await learner.talk(id);
    else if (kind === 'practice' || kind === 'boss') await learner.play(id);
    else throw new Error(`${id} is a ${kind}: somebody else has to come first`);
  }
};

/** Says at every choice the one of `words` that can be said. */
export const talkThrough = async (
  { call }: Learner,
  station: string,
  words: readonly string[],
): Promise<void> => {
  let view = await call('POST /api/attempts/start', { body: { station } });
  while (view.kind === 'scenario' && view.choice) {
    const { node, options } = view.choice;
    const said = options.find((o) => words.some((w) => o.text.zh?.startsWith(w)));
    const body = { attempt: view.id, node, option: said?.id ?? '' };
    view = await call('POST /api/attempts/choose', { body });
  }
};

/** Gives the best rating and the best recommendation, and no words. */
export const answerSurvey = async ({ call }: Learner, station: string): Promise<void> => {
  const { survey } = await call('GET /api/surveys/:station', { params: { station } });
  const best = { rating: 5, nps: 10, choice: 0 };
  const answers = survey.items.flatMap(({ id, kind }) =>
    kind === 'text' ? [] : [[id, best[kind]] as const],
  );
  await call('POST /api/surveys/answer', { body: { station, answers: Object.fromEntries(answers) } });
};

/** Texts of the messages in a learner's inbox, the newest first. */
export const inbox = async (learner: Learner): Promise<string[]> =>
  (await learner.call('GET /api/messages')).map((m) => m.text);

/** A browser page that is signed in as a learner who plays over HTTP. */
export const pageOf = async (browser: Browser, server: TestServer, learner: Learner, options: object) => {
  const visitor = await visit(browser, options);
  const [name = '', ...value] = learner.cookie().split('=');
  await visitor.context.addCookies([{ name, value: value.join('='), url: server.url }]);
  return visitor;
};

/** Collects what axe says of each page, with a picture of it. */
export const lookAt = (page: Page, prefix: string) => {
  const findings: AxeFinding[] = [];
  const look = async (name: string): Promise<void> => {
    await page.waitForTimeout(400);
    findings.push(...(await axe(page, name)));
    await picture(page, `${prefix}-${name}`);
  };
  return { findings, look };
};

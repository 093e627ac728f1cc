import type { Quest } from '../../server/domain/quest.ts';
import type { Question } from '../../server/domain/question.ts';
import { learn } from '../bots/answers.ts';
import { learnerAt } from '../bots/learner.ts';
import { builderAt } from './quest-builder.ts';
import type { Browser, TestServer } from './server.ts';

/** `n` questions with four options each; the first is right. */
export const choices = (n: number): Question[] =>
  Array.from({ length: n }, (_, i) => ({
    id: 'x',
    type: 'single',
    stem: { zh: `第 ${i + 1} 题` },
    options: ['甲', '乙', '丙', '丁'].map((text) => ({ text: { zh: `${text}${i}` } })),
    key: 0,
    difficulty: 2,
  }));

type Exam = Partial<Extract<Quest['islands'][number]['stations'][number], { kind: 'exam' }>>;

/** An exam first, and an island that opens when it is passed. */
const examFirst = (id: string, bank: string, exam: Exam): Quest => {
  const island = (n: number) => ({
    id: `${id}-${n}`,
    name: { zh: `${n} 岛` },
    about: { zh: '说明' },
    icon: 'hut',
    bank: 'sail',
    style: { seed: n, biome: 'forest', size: 'small' } as const,
  });
  return {
    id,
    name: { zh: '先考试' },
    days: 5,
    islands: [
      {
        ...island(1),
        stations: [{ id: `${id}-1-1`, kind: 'exam', name: { zh: '考试' }, minutes: 10, bank, ...exam }],
      },
      {
        ...island(2),
        stations: [{ id: `${id}-2-1`, kind: 'practice', name: { zh: '练习' }, minutes: 1, questions: 3 }],
      },
    ],
  };
};

/** Somebody who may publish questions at once, and the doors they use. */
export const authorAt = (browser: Browser) => {
  const { call } = browser;
  const { create, save, publish } = builderAt(browser);
  /** The questions in a bank of their own, ready to be drawn; known to the players of the test. */
  const bankOf = async (questions: readonly Question[]) => {
    const body = { name: { zh: '考试题库' }, department: null };
    const { id: bank } = await call('POST /api/banks/save', { body });
    const ids: string[] = [];
    for (const content of questions) {
      const { id } = await call('POST /api/questions/create', { body: { bank, type: content.type } });
      await call('POST /api/questions/save', { body: { question: id, base: 0, content } });
      learn([{ ...content, id }]);
      ids.push(id);
    }
    const change = { kind: 'state', state: 'ready' } as const;
    await call('POST /api/questions/bulk', { body: { bank, questions: ids, change } });
    return { bank, ids };
  };
  /** A published quest whose first station is an exam of this bank. */
  const examOf = async (bank: string, exam: Exam) => {
    const draft = await create('先考试');
    const { id } = await publish(await save(draft, examFirst(draft.id, bank, exam), []));
    return { quest: id, station: `${id}-1-1` };
  };
  return { ...browser, bankOf, examOf };
};

/** A learner who has chosen this quest. */
export const sailorAt = async (server: TestServer, name: string, quest: string) => {
  const l = learnerAt(server, await server.joined(name));
  await l.call('POST /api/voyages/choose', { body: { quest } });
  return l;
};

import type { Question } from '../../server/domain/question.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { newBank, newQuestion } from '../store/bank-people.ts';

export const GOLDEN_BANKS = ['fire', 'ropes', 'weather'] as const;

/** `hard` is taken from a learner's chance; `thirds` = a wrong answer still gets a third of the mark. */
export type GoldenQuestion = {
  id: string;
  bank: string;
  point: string;
  type: 'single' | 'multiple';
  key: number;
  hard: number;
  thirds: boolean;
};

const options = ['甲', '乙', '丙', '丁'].map((zh, i) => ({ text: { zh, en: `option ${i}` } }));
const contentOf = (n: number, point: string): Question => {
  const base = {
    id: 'x',
    difficulty: 3,
    stem: { zh: `第 ${n} 题`, en: `Question ${n}` },
    options,
    point,
  } as const;
  return n % 5 === 4
    ? { ...base, type: 'multiple', key: [n % 4, (n + 3) % 4] }
    : { ...base, type: 'single', key: n % 4 };
};

/** Three banks of ten questions with two knowledge points each. */
export const writeGoldenBanks = async (ctx: StoreCtx, by: Editor) => {
  const banks = { fire: '', ropes: '', weather: '' };
  const questions: GoldenQuestion[] = [];
  for (const [nth, name] of GOLDEN_BANKS.entries()) {
    const bank = await newBank(ctx, by);
    banks[name] = bank;
    await commit(ctx, async ({ db }) => {
      for (const id of ['p0', 'p1'])
        await db
          .insertInto('point')
          .values({ bank, id, name: JSON.stringify({ zh: `${name} ${id}`, en: `${name} ${id}` }) })
          .execute();
    });
    for (let i = 0; i < 10; i++) {
      const n = nth * 10 + i;
      const content = contentOf(n, `p${i % 2}`);
      const id = await newQuestion(ctx, by, bank, content);
      const type = n % 5 === 4 ? ('multiple' as const) : ('single' as const);
      const hard = ((n * 7) % 10) / 25 - 0.1;
      questions.push({ id, bank, point: `p${i % 2}`, type, key: n % 4, hard, thirds: n % 6 === 1 });
    }
  }
  return { banks, questions };
};

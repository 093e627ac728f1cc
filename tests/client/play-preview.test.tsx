import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { QuestionPreview } from '../../client/ui/play/QuestionPreview.tsx';
import type { Question } from '../../server/domain/question.ts';
import { QUESTIONS } from './play-server.ts';
import { all, button, clearTheStage, click, one, page, press, setTheStage, show } from './play-stage.tsx';

const asked: string[] = [];
const preview = (question: Question, lang: 'zh' | 'en' = 'zh') =>
  show(<QuestionPreview question={question} lang={lang} width="phone" />);

beforeEach(() => {
  asked.length = 0;
  const fetch = async (url: string) => {
    asked.push(url);
    return new Response('{}');
  };
  setTheStage({ fetch });
});
afterEach(async () => {
  setLang('zh');
  await clearTheStage();
});

describe('the preview of a question', () => {
  test('is answered in place and marked by the rules of the server, without a call', async () => {
    await preview(QUESTIONS.single);
    await click(all('.tile').find((tile) => tile.textContent?.includes('群里说一声')));
    expect(page()).toContain('口头说没有记录');
    expect(page()).toContain('请假在哪里提交的解析');
    expect(all('.verdict-next')).toHaveLength(0);
    expect(asked).toEqual([]);
  });

  test.each(Object.entries(QUESTIONS))('shows the right answer of: %s', async (_, question) => {
    await preview(question);
    if (question.type === 'description') return expect(page()).toContain('继续');
    await click(button('看正确答案'));
    const pending = question.type === 'essay';
    expect(page()).toContain(pending ? '已交给导师批阅' : '答对了！');
    await click(button('重做一遍'));
    expect(page()).not.toContain(pending ? '已交给导师批阅' : '答对了！');
  });

  test('takes neither the focus nor the keys from the editor beside it', async () => {
    await preview(QUESTIONS.single);
    expect(document.activeElement).toBe(document.body);
    await press('1');
    expect(all('.tile[aria-checked="true"]')).toHaveLength(0);
  });

  test('speaks the language of the learner, whatever that of the studio', async () => {
    const question: Question = {
      ...QUESTIONS.truth,
      stem: { zh: '合同一式两份', en: 'The contract comes in two copies' },
    };
    await preview(question, 'en');
    expect(one('.stem').textContent).toBe('The contract comes in two copies');
    expect(all('.tile-text').map((tile) => tile.textContent)).toEqual(['True', 'False']);
    expect(button('看正确答案')).toBeDefined();
  });

  test('keeps the answer while words are changed, and begins anew when the parts change', async () => {
    await preview(QUESTIONS.single);
    await click(all('.tile')[0]);
    await preview({ ...QUESTIONS.single, stem: { zh: '改过的题干' } });
    expect(one('.stem').textContent).toBe('改过的题干');
    expect(all('.tile[aria-checked="true"]')).toHaveLength(1);
    await preview({ ...QUESTIONS.single, options: QUESTIONS.single.options.slice(0, 2) });
    expect(all('.tile[aria-checked="true"]')).toHaveLength(0);
  });
});

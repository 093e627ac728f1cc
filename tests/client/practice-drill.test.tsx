import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resetPractice, setPractice } from '../../client/stores/practice.ts';
import { DrillScreen } from '../../client/ui/play/index.tsx';
import type { DrillChoice } from '../../server/domain/api-practice.ts';
import type { Question } from '../../server/domain/question.ts';
import { QUESTIONS } from './play-server.ts';
import {
  all,
  button,
  clearTheStage,
  click,
  leave,
  one,
  page,
  reload,
  said,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';
import { type PracticeServer, practiceServer, VIEW } from './practice-server.ts';

let server: PracticeServer;
const CHOICE: DrillChoice = { purpose: 'point', bank: 'sail', point: 'first-week' };
const screen = <DrillScreen choice={CHOICE} />;
const play = async (...questions: Question[]): Promise<void> => {
  server = practiceServer(questions);
  setTheStage(server);
  await show(screen);
};
const starts = () => server.of('/practice/start').length;
const right = (id = 'd1', item = 0) => all('.tile')[Number(server.keyOf(id, item))];
const wrong = (id = 'd1', item = 0) => all('.tile')[(Number(server.keyOf(id, item)) + 1) % 4];

beforeEach(resetPractice);
afterEach(clearTheStage);

describe('a set of a knowledge point', () => {
  test('says what it is, how far it is and what it brought', async () => {
    await play(QUESTIONS.single, QUESTIONS.ten);
    expect(one('.drill-title').textContent).toBe('第一周');
    expect(one('.play-count').textContent).toBe('1/2');
    await click(right());
    expect(one('.drill-earned').textContent).toContain('+1');
    expect(one('.verdict').textContent).toContain('+1');
  });

  test('ends with a summary, and the next set is there before it is asked for', async () => {
    await play(QUESTIONS.single);
    await click(right());
    await click(button('看看小结'));
    expect(page()).toContain('答对 1 题，共 1 题');
    await settle();
    expect(starts()).toBe(2);
    await click(button('再来一组'));
    expect(one('h1').textContent).toBe('请假在哪里提交');
    expect(starts()).toBe(2);
    await click(right('d2'));
    expect(page()).toContain('答对了');
  });

  test('started ahead and not played is the one that a later visit gets', async () => {
    await play(QUESTIONS.single);
    await click(right());
    await click(button('看看小结'));
    await settle();
    await leave();
    await show(screen);
    await click(right('d2'));
    expect(page()).toContain('答对了');
  });

  test('goes on at the same question after it was left, and after a reload', async () => {
    await play(QUESTIONS.single, QUESTIONS.ten);
    await click(right());
    await click(button('下一题'));
    await leave();
    await show(screen);
    expect(one('h1').textContent).toBe('哪个城市');
    await reload();
    await show(screen);
    expect(one('.play-count').textContent).toBe('2/2');
  });

  test('can be ended early, with what was answered', async () => {
    await play(QUESTIONS.single, QUESTIONS.ten);
    await click(wrong());
    await click(button('下一题'));
    await click(button('先到这里'));
    expect(page()).toContain('先到这里也很好！');
    expect(page()).toContain('没答对的题（1）');
  });

  test('has no other set to offer when nothing is due any more', async () => {
    await play(QUESTIONS.single);
    await click(right());
    server.told.nothingDue = true;
    await click(button('看看小结'));
    await settle();
    expect(page()).toContain('都复习完了');
    expect(all('button').some((b) => b.textContent?.includes('再来一组'))).toBe(false);
  });

  test('tells how many mistakes it corrected by the numbers before and after', async () => {
    await play(QUESTIONS.single);
    setPractice(VIEW);
    await click(right());
    server.told.view = { ...VIEW, corrections: { ...VIEW.corrections, wrong: 4, corrected: 3 } };
    await click(button('看看小结'));
    await settle();
    expect(one('.sum-facts').textContent).toMatch(/纠正错题3/);
  });

  test('whose start is refused says why and leads back', async () => {
    server = practiceServer([QUESTIONS.single]);
    server.told.nothingDue = true;
    setTheStage(server);
    await show(screen);
    expect(page()).toContain('今天没有要复习的题');
    expect(button('回到练习')).toBeDefined();
  });
});

describe('another level in a knowledge point', () => {
  test('is celebrated with the verdict, said politely, and listed in the summary', async () => {
    await play(QUESTIONS.single);
    server.told.mastery = { name: { zh: '考勤' }, from: 'growing', to: 'mastered' };
    await click(right());
    expect(one('.mastery').textContent).toBe('“考勤”升到了熟练！');
    expect(said()).toContain('“考勤”升到了熟练！');
    await click(button('看看小结'));
    expect(one('.sum-levels').textContent).toContain('考勤渐熟 → 熟练');
  });

  test('downwards is told kindly', async () => {
    await play(QUESTIONS.single);
    server.told.mastery = { name: { zh: '考勤' }, from: 'mastered', to: 'growing' };
    await click(wrong());
    expect(one('.mastery').textContent).toBe('“考勤”回到渐熟，再练几题就好');
    expect(all('.mastery-up')).toHaveLength(0);
  });
});

test('the pictures of the next question are fetched while the verdict is read', async () => {
  await play(QUESTIONS.single, QUESTIONS.media);
  const asked: string[] = [];
  vi.stubGlobal(
    'Image',
    class {
      set src(url: string) {
        asked.push(url);
      }
    },
  );
  await click(right());
  expect(asked).toEqual(['/api/media/sign.png', '/api/media/off.png']);
});

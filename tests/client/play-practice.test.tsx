import { afterEach, describe, expect, test } from 'vitest';
import { setSettings } from '../../client/stores/settings.ts';
import { AttemptScreen } from '../../client/ui/play/index.tsx';
import type { AnswerBody } from '../../server/domain/api.ts';
import type { Question } from '../../server/domain/question.ts';
import { type FakeServer, fakeServer, QUESTIONS } from './play-server.ts';
import {
  all,
  button,
  change,
  clearTheStage,
  click,
  one,
  page,
  press,
  said,
  setTheStage,
  settle,
  show,
  type,
} from './play-stage.tsx';

let server: FakeServer;
const play = async (...questions: Question[]): Promise<void> => {
  server = fakeServer('practice', questions);
  setTheStage(server);
  await show(<AttemptScreen island="sail" station="sail-2" />);
};
const answers = (): AnswerBody[] => server.of('/attempts/answer').map((s) => s.body as AnswerBody);
const tiles = () => all('.tile');
const rightTile = (item = 0) => tiles()[server.keyOf(item) as number];
const wrongTile = (item = 0) => tiles()[((server.keyOf(item) as number) + 1) % 4];

afterEach(clearTheStage);

describe('answering by keyboard', () => {
  test('a new question takes the focus to its heading, not to an answer', async () => {
    await play(QUESTIONS.single);
    expect(document.activeElement?.textContent).toBe('请假在哪里提交');
  });

  test('pressing 2 and then Enter answers the second option', async () => {
    await play(QUESTIONS.single);
    await press('2');
    expect(answers()).toHaveLength(0);
    expect(tiles()[1]?.getAttribute('aria-checked')).toBe('true');
    await press('Enter');
    expect(answers().map((a) => a.answer)).toEqual([1]);
  });

  test('a letter picks like its number, and N goes on to the next question', async () => {
    await play(QUESTIONS.single, QUESTIONS.truth);
    await press('c');
    await press('Enter');
    expect(answers()[0]?.answer).toBe(2);
    await press('n');
    expect(one('h1').textContent).toBe('合同一式两份');
  });

  test('with the shortcuts off a digit and N do nothing, arrows and Enter still answer', async () => {
    await play(QUESTIONS.single, QUESTIONS.truth);
    await change(() => setSettings({ shortcuts: false }));
    await press('2');
    expect(tiles().some((t) => t.getAttribute('aria-checked') === 'true')).toBe(false);
    await change(() => tiles()[0]?.focus());
    await press('ArrowDown');
    await press('Enter');
    expect(answers()[0]?.answer).toBe(1);
    await press('n');
    expect(one('h1').textContent).toBe('请假在哪里提交');
  });

  test('the tiles are one tab stop; the arrows move inside and come round', async () => {
    await play(QUESTIONS.single);
    expect(tiles().map((t) => t.tabIndex)).toEqual([0, -1, -1, -1]);
    await change(() => tiles()[0]?.focus());
    await press('ArrowUp');
    expect(document.activeElement).toBe(tiles()[3]);
    expect(tiles().map((t) => t.tabIndex)).toEqual([-1, -1, -1, 0]);
  });

  test('an order is made with Alt and the arrows and with the buttons', async () => {
    await play(QUESTIONS.ordering);
    const key = server.keyOf(0) as number[];
    const shown = () => all('.order-text').map((e) => e.textContent);
    const wanted = ['报到', '培训', '定目标'];
    for (const [to, text] of wanted.entries()) {
      for (let at = shown().indexOf(text); at > to; at = shown().indexOf(text)) {
        if (at === 2) {
          await change(() => all('.order-up')[at]?.focus());
          await press('ArrowUp', { altKey: true });
        } else await click(all('.order-up')[at]);
      }
    }
    expect(shown()).toEqual(wanted);
    await click(button('确认'));
    expect(answers()[0]?.answer).toEqual(key);
    expect(page()).toContain('答对了');
  });

  test('numbers pair the left side with the right side', async () => {
    await play(QUESTIONS.matching);
    const key = server.keyOf(0) as number[];
    for (const [left, right] of key.entries()) {
      await press(String(left + 1));
      await press(String(right + 1));
    }
    await click(button('确认'));
    expect(answers()[0]?.answer).toEqual(key);
    expect(page()).toContain('答对了');
  });
});

describe('answering by touch', () => {
  test('one tap on a tile answers at once', async () => {
    await play(QUESTIONS.single);
    await click(rightTile());
    expect(answers()).toHaveLength(1);
    expect(page()).toContain('答对了');
  });

  test('with the confirmation on, a tap only chooses and a changed mind is counted', async () => {
    await play(QUESTIONS.single);
    await change(() => setSettings({ confirmAnswer: true }));
    await click(wrongTile());
    await click(rightTile());
    expect(answers()).toHaveLength(0);
    await click(button('确认'));
    expect(answers()).toHaveLength(1);
    expect(answers()[0]).toMatchObject({ answer: server.keyOf(0), changes: 1 });
  });

  test('several right options are ticked and confirmed together', async () => {
    await play(QUESTIONS.multiple);
    expect(button('确认').getAttribute('aria-disabled')).toBe('true');
    const key = server.keyOf(0) as number[];
    for (const i of key) await click(tiles()[i]);
    expect(tiles().filter((t) => t.getAttribute('role') === 'checkbox')).toHaveLength(3);
    await click(button('确认'));
    expect(answers()[0]?.answer).toEqual(key);
    expect(page()).toContain('答对了');
  });

  test('a number is typed with its unit beside it; what is no number cannot be handed in', async () => {
    await play(QUESTIONS.numeric);
    expect(one('input').getAttribute('inputmode')).toBe('decimal');
    expect(one('.field-unit').textContent).toBe('个月');
    await type('六个');
    expect(page()).toContain('这里要写数字');
    expect(button('确认').getAttribute('aria-disabled')).toBe('true');
    await type('６');
    await press('Enter');
    expect(answers()[0]?.answer).toBe('６');
    expect(page()).toContain('答对了');
  });
});

describe('the verdict', () => {
  test('a wrong answer shows the right tile, the feedback of the chosen one and the explanation', async () => {
    await play(QUESTIONS.single);
    const oral = tiles().find((t) => t.textContent?.includes('群里说一声'));
    await click(oral);
    const right = tiles().find((t) => t.textContent?.includes('OA 系统'));
    expect(right?.textContent).toContain('正确答案');
    expect(oral?.textContent).toContain('你选的，不对');
    expect(page()).toContain('口头说没有记录');
    expect(page()).toContain('请假在哪里提交的解析');
    expect(document.activeElement?.textContent).toContain('下一题');
  });

  test('it is spoken once: the result, the right answer and why', async () => {
    await play(QUESTIONS.single);
    await click(wrongTile());
    expect(said()).toContain('这次没答对');
    expect(said()).toContain('正确答案是OA 系统');
    expect(said()).toContain('解析');
  });

  test('a missed question comes back marked, and the end lists it', async () => {
    await play(QUESTIONS.single, QUESTIONS.truth);
    await click(wrongTile());
    await click(button('下一题'));
    await click(tiles()[0]);
    await click(button('下一题'));
    expect(page()).toContain('再试一次');
    await click(rightTile(2));
    await click(button('打开宝箱'));
    expect(page()).toContain('打开木箱');
    expect(page()).toContain('没答对的题（1）');
    expect(all('.review-stem').map((e) => e.textContent)).toEqual(['请假在哪里提交']);
  });

  test('a second tap on a told tile changes nothing', async () => {
    await play(QUESTIONS.single);
    await click(wrongTile());
    await click(rightTile());
    expect(answers()).toHaveLength(1);
    expect(one('.tile-missed')).toBe(rightTile());
  });

  test('response time runs from the painted question to the answer', async () => {
    await play(QUESTIONS.single);
    await settle(300);
    await click(rightTile());
    const rt = answers()[0]?.rtMs ?? 0;
    expect(rt).toBeGreaterThanOrEqual(250);
    expect(rt).toBeLessThan(3000);
  });
});

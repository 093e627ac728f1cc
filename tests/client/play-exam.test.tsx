import { afterEach, describe, expect, test } from 'vitest';
import { quest } from '../../client/stores/quest.ts';
import { secondsLeft } from '../../client/ui/play/ExamTimer.tsx';
import { AttemptScreen } from '../../client/ui/play/index.tsx';
import type { AnswerBody, QuestView, StationView } from '../../server/domain/api.ts';
import { type FakeServer, fakeServer, QUESTIONS } from './play-server.ts';
import {
  all,
  button,
  clearTheStage,
  click,
  one,
  page,
  press,
  reload,
  said,
  setTheStage,
  settle,
  show,
  type,
} from './play-stage.tsx';

const station: StationView = {
  id: 'sail-8',
  kind: 'exam',
  name: { zh: '考试关口' },
  minutes: 8,
  state: 'current',
  stars: 0,
  coins: 120,
  questions: 10,
  attemptsLeft: 2,
};
const voyage = (open?: string): QuestView => ({
  id: 'onboarding',
  name: { zh: '入职航程' },
  day: 1,
  days: 7,
  coins: 0,
  streak: 1,
  unread: 0,
  credits: 0,
  tasks: [],
  peers: [],
  islands: [
    {
      id: 'sail',
      name: { zh: '启航滩' },
      about: { zh: '第一周' },
      icon: 'hut',
      bank: 'sail',
      place: { landscape: { x: 0, y: 0, w: 1 }, portrait: { x: 0, y: 0, w: 1 } },
      order: 1,
      state: 'current',
      stars: 0,
      ghosts: [],
      picked: [],
      stations: [{ ...station, ...(open === undefined ? {} : { openAttempt: open }) }],
    },
  ],
});
const FORM = [QUESTIONS.single, QUESTIONS.truth, QUESTIONS.short, QUESTIONS.multiple];
const screen = <AttemptScreen island="sail" station="sail-8" />;

let server: FakeServer;
const rules = async (): Promise<void> => {
  server = fakeServer('exam', FORM);
  setTheStage(server);
  quest.setState({ view: voyage() }, true);
  await show(screen);
};
const begin = async (): Promise<void> => {
  await rules();
  await click(button('开始考试'));
};
const answers = () => server.of('/attempts/answer').map((s) => s.body as AnswerBody);

afterEach(clearTheStage);

describe('before the exam', () => {
  test('the rules stand there and no clock runs until it is started', async () => {
    await rules();
    for (const rule of ['10 道题', '8 分钟', '80%', '还可以考 2 次']) expect(page()).toContain(rule);
    expect(server.of('/attempts/start')).toHaveLength(0);
    await press('Enter');
    expect(server.of('/attempts/start')).toHaveLength(1);
    expect(one('.exam-timer .num').textContent).toBe('8:00');
  });

  test('an exam that is under way goes on without the rules', async () => {
    server = fakeServer('exam', FORM);
    setTheStage(server);
    quest.setState({ view: voyage('a1') }, true);
    await show(screen);
    expect(one('h1').textContent).toBe('请假在哪里提交');
  });
});

describe('during the exam', () => {
  test('a choice is saved at once, can be changed, and no verdict is told', async () => {
    await begin();
    await click(all('.tile')[1]);
    await press('3');
    expect(answers().map((a) => a.answer)).toEqual([1, 2]);
    expect(all('.verdict')).toHaveLength(0);
    expect(page()).toContain('已存 1/4');
  });

  test('N, P and F move and flag, also for a person who never touches the mouse', async () => {
    await begin();
    await press('n');
    expect(one('h1').textContent).toBe('合同一式两份');
    await press('f');
    expect(server.of('/attempts/flag')[0]?.body).toMatchObject({ item: 1, flagged: true });
    await press('p');
    expect(one('h1').textContent).toBe('请假在哪里提交');
    expect(button('第 2 题').getAttribute('aria-label')).toBe('第 2 题，未答，已标记');
  });

  test('typed text is saved when the question is left, even within the pause of typing', async () => {
    await begin();
    await click(button('第 3 题'));
    await type('成都');
    await click(button('上一个'));
    await settle();
    expect(answers().map((a) => [a.item, a.answer])).toEqual([[2, '成都']]);
    expect(button('第 3 题').getAttribute('aria-label')).toContain('已答');
  });

  test('a letter typed into a text field neither moves nor flags', async () => {
    await begin();
    await click(button('第 3 题'));
    one('input').focus();
    await press('n');
    await press('f');
    expect(one('h1').textContent).toBe('另一座办公城市');
    expect(server.of('/attempts/flag')).toHaveLength(0);
  });

  test('answers and flags are back after a reload', async () => {
    await begin();
    await click(all('.tile')[1]);
    await press('f');
    await reload();
    quest.setState({ view: voyage('a1') }, true);
    await show(screen);
    expect(all('.tile')[1]?.getAttribute('aria-checked')).toBe('true');
    expect(button('第 1 题').getAttribute('aria-label')).toBe('第 1 题，已答，已标记');
  });
});

describe('an exam in two tabs', () => {
  test('an answer changed elsewhere can be changed back here', async () => {
    await begin();
    await click(all('.tile')[1]);
    server.answer({ attempt: 'a1', item: 0, answer: 2, rtMs: 500 });
    document.dispatchEvent(new Event('visibilitychange'));
    await settle(60);
    expect(all('.tile')[2]?.getAttribute('aria-checked')).toBe('true');
    await click(all('.tile')[1]);
    expect(answers().map((a) => a.answer)).toEqual([1, 1]);
  });
});

describe('handing in', () => {
  test('it asks once and lists the blanks, which can be gone to', async () => {
    await begin();
    await click(all('.tile')[0]);
    await click(button('交卷'));
    expect(one('.hand-in').textContent).toContain('还有 3 题没答');
    expect(all('.hand-in .cell').map((c) => c.textContent)).toEqual(['2', '3', '4']);
    expect(server.of('/attempts/submit')).toHaveLength(0);
    await click(all('.hand-in .cell')[1]);
    expect(one('h1').textContent).toBe('另一座办公城市');
  });

  test('what is still unsent arrives before the exam is handed in', async () => {
    await begin();
    await click(button('第 3 题'));
    await type('成都');
    await click(button('交卷'));
    await click(one('.hand-in .btn-cta'));
    await settle(100);
    const keys = server.keys();
    const saved = keys.indexOf('POST /api/attempts/answer');
    expect(saved).toBeGreaterThan(0);
    expect(keys.indexOf('POST /api/attempts/submit')).toBeGreaterThan(saved);
    expect(answers()[0]?.answer).toBe('成都');
  });

  test('the result shows the score, the weak topic, and every question with its explanation', async () => {
    await begin();
    await click(all('.tile')[server.keyOf(0) as number]);
    await click(button('交卷'));
    await click(one('.hand-in .btn-cta'));
    await settle(100);
    expect(page()).toContain('25%');
    expect(page()).toContain('这次还差一点');
    expect(one('.weak').textContent).toContain('第一周');
    expect(all('.review-stem')).toHaveLength(4);
    expect(one('.review').textContent).toContain('没有作答');
    expect(one('.review').textContent).toContain('另一座办公城市的解析');
  });
});

describe('the clock', () => {
  test('it is the one of the server, whatever the device believes', async () => {
    server = fakeServer('exam', FORM);
    server.wait(7 * 60_000);
    setTheStage(server);
    quest.setState({ view: voyage('a1') }, true);
    await show(screen);
    expect(one('.exam-timer .num').textContent).toBe('1:00');
    expect(said()).toContain('还有 1 分钟');
  });

  test('it can be folded away and still tells a screen reader the time', async () => {
    await begin();
    await click(button('收起剩余时间'));
    expect(one('.exam-timer').textContent).not.toMatch(/\d:\d\d/u);
    expect(one('[role="timer"]').getAttribute('aria-label')).toMatch(/^剩余 [78] 分/u);
  });

  test('when it runs out the exam hands itself in', async () => {
    server = fakeServer('exam', FORM);
    server.wait(8 * 60_000 - 600);
    setTheStage(server);
    quest.setState({ view: voyage('a1') }, true);
    await show(screen);
    await click(all('.tile')[1]);
    await settle(1200);
    expect(server.of('/attempts/submit')).toHaveLength(1);
    expect(page()).toContain('这次还差一点');
  });

  test('a second begun counts as a second, and it never goes below zero', () => {
    expect(secondsLeft(10_000, 8_999)).toBe(2);
    expect(secondsLeft(10_000, 9_000)).toBe(1);
    expect(secondsLeft(10_000, 12_000)).toBe(0);
  });
});

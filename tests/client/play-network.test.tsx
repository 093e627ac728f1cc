import { afterEach, describe, expect, test } from 'vitest';
import { toasts } from '../../client/stores/toast.ts';
import { AttemptScreen } from '../../client/ui/play/index.tsx';
import type { AnswerBody } from '../../server/domain/api.ts';
import type { Question } from '../../server/domain/question.ts';
import { type FakeServer, fakeServer, QUESTIONS } from './play-server.ts';
import {
  all,
  button,
  clearTheStage,
  click,
  leave,
  one,
  page,
  press,
  reload,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';

const RETRY_MS = 900;
let server: FakeServer;
const screen = <AttemptScreen island="sail" station="sail-2" />;
const play = async (...questions: Question[]): Promise<void> => {
  server = fakeServer('practice', questions);
  setTheStage(server);
  await show(screen);
};
const answers = () => server.of('/attempts/answer');
const sent = () => answers().map((a) => a.body as AnswerBody);
const rightTile = (item = 0) => all('.tile')[server.keyOf(item) as number];

afterEach(clearTheStage);

describe('when the network goes away', () => {
  test('the answer is kept, said to be kept, and sent when it is back', async () => {
    await play(QUESTIONS.single);
    server.net.down = true;
    await click(rightTile());
    await settle(200);
    expect(page()).toContain('回答已存在本机');
    expect(answers()).toHaveLength(0);
    server.net.down = false;
    await settle(RETRY_MS);
    expect(answers()).toHaveLength(1);
    expect(page()).toContain('答对了');
    expect(page()).not.toContain('回答已存在本机');
  });

  test('a lost reply makes it resend the same command id, and the answer counts once', async () => {
    await play(QUESTIONS.single, QUESTIONS.truth);
    server.net.loseReplies = 1;
    await click(rightTile());
    await settle(RETRY_MS);
    expect(answers().map((a) => a.id)).toEqual([answers()[0]?.id, answers()[0]?.id]);
    expect(page()).toContain('答对了');
    await click(button('下一题'));
    expect(one('h1').textContent).toBe('合同一式两份');
  });

  test('the question stays locked while its answer waits', async () => {
    await play(QUESTIONS.single);
    server.net.down = true;
    await click(rightTile());
    await click(all('.tile').find((t) => t !== rightTile()));
    await press('1');
    server.net.down = false;
    await settle(RETRY_MS);
    expect(sent().map((a) => a.answer)).toEqual([server.keyOf(0)]);
  });

  test('an answer waiting at a reload is still there and goes out afterwards', async () => {
    await play(QUESTIONS.single);
    server.net.down = true;
    await click(rightTile());
    await reload();
    server.net.down = false;
    await show(screen);
    await settle(RETRY_MS);
    expect(sent()[0]?.answer).toBe(server.keyOf(0));
    expect(page()).toContain('答对了');
  });
});

describe('two tabs or devices', () => {
  test('an item that was answered elsewhere brings the screen to the current one', async () => {
    await play(QUESTIONS.single, QUESTIONS.truth);
    const key = server.keyOf(0);
    server.answer({ attempt: 'a1', item: 0, answer: key as number, rtMs: 900 });
    await click(all('.tile')[0]);
    await settle();
    expect(toasts.getState().log.at(-1)?.text).toBe('这一题已经收到你的回答了。');
    expect(one('h1').textContent).toBe('合同一式两份');
  });

  test('coming back to the tab shows where the attempt is now', async () => {
    await play(QUESTIONS.single, QUESTIONS.truth);
    server.answer({ attempt: 'a1', item: 0, answer: server.keyOf(0) as number, rtMs: 900 });
    document.dispatchEvent(new Event('visibilitychange'));
    await settle(60);
    expect(one('h1').textContent).toBe('合同一式两份');
  });
});

describe('a result', () => {
  test('is shown again after a reload instead of a new attempt', async () => {
    await play(QUESTIONS.truth);
    await click(rightTruth());
    await click(button('打开宝箱'));
    const starts = server.of('/attempts/start').length;
    await reload();
    await show(screen);
    expect(page()).toContain('打开木箱');
    expect(server.of('/attempts/start')).toHaveLength(starts);
  });

  test('is gone once the screen was left', async () => {
    await play(QUESTIONS.truth);
    await click(rightTruth());
    await click(button('打开宝箱'));
    const starts = server.of('/attempts/start').length;
    await leave();
    await show(screen);
    expect(server.of('/attempts/start')).toHaveLength(starts + 1);
  });
});

const rightTruth = () => all('.tile')[server.keyOf(0) === true ? 0 : 1];

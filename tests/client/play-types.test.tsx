import { act } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { AttemptScreen } from '../../client/ui/play/index.tsx';
import type { KeyView } from '../../server/domain/answer.ts';
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
  reload,
  said,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';

let server: FakeServer;
const screen = () => show(<AttemptScreen island="sail" station="sail-2" />);
const play = async (question: Question): Promise<void> => {
  server = fakeServer('practice', [question, QUESTIONS.truth]);
  setTheStage(server);
  await screen();
};
const sent = () => server.of('/attempts/answer').map((s) => (s.body as AnswerBody).answer);
const key = (): KeyView => server.keyOf(0);
const confirm = () => click(one('.confirm'));

const put = async (element: HTMLElement, value: string): Promise<void> => {
  const owner = Object.getPrototypeOf(element) as object;
  await act(async () => {
    Object.getOwnPropertyDescriptor(owner, 'value')?.set?.call(element, value);
    element.dispatchEvent(
      new Event(element instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }),
    );
  });
};
const gap = (n: number): HTMLElement => one(`.cloze [aria-label="第 ${n} 空"]`);
const choose = async (text: string): Promise<void> => {
  const option = [...gap(2).querySelectorAll('option')].find((o) => o.textContent === text);
  await put(gap(2), option?.value ?? '');
};
/** The shown place of a part, by its text. */
const placeOf = (selector: string, text: string): number =>
  all(selector).findIndex((el) => el.textContent?.includes(text) === true);

afterEach(async () => {
  setLang('zh');
  await clearTheStage();
});

describe('a text with gaps', () => {
  test('has its gaps in the text, each with its name, and a heading that says what to do', async () => {
    await play(QUESTIONS.cloze);
    expect(document.activeElement?.textContent).toBe('把下面这段话的空填完整');
    expect([gap(1).tagName, gap(2).tagName, gap(3).tagName]).toEqual(['INPUT', 'SELECT', 'INPUT']);
    expect(one('.cloze .rich').textContent).toContain('批准，共 个月。');
    expect(gap(3).getAttribute('inputmode')).toBe('decimal');
    expect(one('.confirm').getAttribute('aria-disabled')).toBe('true');
  });

  test('is filled by hand and sent gap by gap', async () => {
    await play(QUESTIONS.cloze);
    await put(gap(1), 'oa');
    await choose('上级');
    await put(gap(3), '3个月');
    await confirm();
    expect(sent()).toEqual([['oa', (key() as { gaps: number[] }).gaps[1], '3个月']]);
    expect(page()).toContain('答对了！');
    expect(all('.gap-right')).toHaveLength(3);
  });

  test('Enter goes from gap to gap and confirms when none is blank', async () => {
    await play(QUESTIONS.cloze);
    await change(() => gap(1).focus());
    await put(gap(1), 'OA');
    await press('Enter');
    expect(document.activeElement).toBe(gap(2));
    await choose('上级');
    await press('Enter');
    expect(document.activeElement).toBe(gap(3));
    expect(sent()).toEqual([]);
    await put(gap(3), '3');
    await press('Enter');
    expect(sent()).toHaveLength(1);
  });

  test('tells of each gap what is right, what stood there, and what is said of it', async () => {
    await play(QUESTIONS.cloze);
    await put(gap(1), 'ERP');
    await choose('前台');
    await put(gap(3), '3');
    await confirm();
    expect(all('.gap-told').map((g) => g.textContent)).toEqual([
      '第 1 空，对了一部分，你的回答和正确答案：ERPOA',
      '第 2 空，没答对，你的回答和正确答案：前台上级',
      '第 3 空，答对了：3 个月',
    ]);
    expect(one('.gap-notes').textContent).toBe('第 1 空ERP 管财务第 2 空前台只登记');
    expect(page()).toContain('对了一部分（50%）');
    expect(said()).toContain('第 1 空：OA，或 第 2 空：上级');
  });
});

describe('items in groups', () => {
  const item = (text: string) => all('.sort-item').find((el) => el.textContent?.includes(text));

  test('two taps put an item into a group, one takes it up again', async () => {
    await play(QUESTIONS.sorting);
    await click(item('合同'));
    expect(item('合同')?.getAttribute('aria-pressed')).toBe('true');
    await click(all('.sort-into')[0]);
    expect(said()).toBe('“合同”放进了“公开”');
    expect(all('.sort-box')[0]?.textContent).toContain('合同');
    await click(item('合同'));
    await click(all('.sort-into')[1]);
    expect(all('.sort-box')[1]?.textContent).toContain('合同');
    expect(one('.confirm').getAttribute('aria-disabled')).toBe('true');
    for (const text of ['新闻稿', '招聘启事']) {
      await click(item(text));
      await click(all('.sort-into')[0]);
    }
    await confirm();
    expect(sent()).toEqual([key()]);
    expect(all('.told-right')).toHaveLength(3);
  });

  test('by keys: a number takes the item, the next one the group, and the focus goes to the next open item', async () => {
    await play(QUESTIONS.sorting);
    await press('1');
    expect(document.activeElement?.className).toContain('sort-into');
    await press('2');
    expect((document.activeElement as HTMLElement | null)?.dataset.item).toBe('1');
    await press('2');
    await press('2');
    await press('3');
    await press('2');
    await confirm();
    expect(sent()).toEqual([[1, 1, 1]]);
    expect(all('.told-wrong')).toHaveLength(2);
    expect(page()).toContain('你放进了“机密”');
  });
});

describe('a matching whose right sides fit more than once', () => {
  const take = async (left: string, right: string): Promise<void> => {
    await click(all('.match-left')[placeOf('.match-left', left)]);
    await click(all('.match-right')[placeOf('.match-right', right)]);
  };

  test('shows a right side once, keeps it for a second left side, and needs no extra', async () => {
    await play(QUESTIONS.shared);
    expect(all('.match-right')).toHaveLength(4);
    expect(page()).toContain('右边的一项可以用几次');
    await take('青蛙', '两栖');
    await take('蝾螈', '两栖');
    await take('麻雀', '鸟');
    expect(all('.match-right')[placeOf('.match-right', '两栖')]?.textContent).toContain('1,2');
    await confirm();
    expect(sent()).toEqual([key()]);
    expect(page()).toContain('答对了！');
  });
});

describe('an essay', () => {
  test('shows its rubric, counts its words, says when they are too many, and goes to the trainer', async () => {
    await play(QUESTIONS.essay);
    expect(one('.essay-rubric').textContent).toContain('有依据4 分');
    const box = one('textarea');
    await put(box, '我看了域名 OA');
    expect(one('.essay-count').textContent).toContain('6/10 字');
    await put(box, '我看了发件人的域名，多了一个字母');
    expect(one('.essay-count').textContent).toContain('超出字数了');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    await click(button('交给导师'));
    expect(sent()).toEqual(['我看了发件人的域名，多了一个字母']);
    expect(page()).toContain('已交给导师批阅');
    expect(page()).not.toContain('这次没答对');
    expect(said()).toContain('已交给导师批阅');
  });

  test('is handed in by Ctrl and Enter, a plain Enter stays a new line', async () => {
    await play(QUESTIONS.essay);
    await put(one('textarea'), '想法');
    await change(() => one('textarea').focus());
    await press('Enter');
    expect(sent()).toEqual([]);
    await press('Enter', { ctrlKey: true });
    expect(sent()).toEqual(['想法']);
  });

  test('comes back after a reload as it was being written', async () => {
    await play(QUESTIONS.essay);
    await put(one('textarea'), '写到一半');
    await settle(900);
    await reload();
    await screen();
    expect((one('textarea') as HTMLTextAreaElement).value).toBe('写到一半');
  });
});

test('a description is read and left with Enter', async () => {
  await play(QUESTIONS.description);
  expect(one('.confirm').textContent).toContain('继续');
  await press('Enter');
  expect(sent()).toEqual([true]);
  expect(page()).toContain('读过了');
  expect(page()).not.toContain('答对了');
});

test('ten options: 9 picks the ninth, J the tenth, and every badge has its own letter', async () => {
  await play(QUESTIONS.ten);
  expect(all('.tile .badge b').map((b) => b.textContent)).toEqual([...'ABCDEFGHIJ']);
  await press('9');
  expect(all('.tile')[8]?.getAttribute('aria-checked')).toBe('true');
  await press('j');
  await press('Enter');
  expect(sent()).toEqual([9]);
});

describe('pictures and sounds in a question', () => {
  test('a picture has its text and opens large; a sound has controls and a name', async () => {
    await play(QUESTIONS.media);
    const picture = one('.stem .rich-picture img');
    expect(picture.getAttribute('alt')).toBe('一块标志');
    expect(picture.getAttribute('src')).toBe('/api/media/sign.png');
    expect(picture.getAttribute('loading')).toBe('lazy');
    expect(one('.stem audio').getAttribute('aria-label')).toBe('广播');
    await click(button('放大图片：一块标志'));
    expect(one('dialog[open] img').getAttribute('alt')).toBe('一块标志');
    await click(one('dialog[open] .round'));
    expect(all('dialog[open]')).toHaveLength(0);
  });

  test('what can be pressed stands beside an option, never inside its button', async () => {
    await play(QUESTIONS.media);
    expect(all('.tile audio, .tile button')).toHaveLength(0);
    expect(all('.tile-slot audio')).toHaveLength(1);
    expect(all('.tile-slot .rich-beside button')).toHaveLength(1);
    const bold = all('.tile').find((tile) => tile.textContent?.includes('不要'));
    expect(bold?.querySelector('strong')?.textContent).toBe('不要');
    await click(bold);
    expect(sent()).toEqual([key()]);
  });

  test('a picture that cannot be fetched leaves its text', async () => {
    await play(QUESTIONS.media);
    await change(() => one('.stem .rich-picture img').dispatchEvent(new Event('error')));
    expect(one('.rich-lost').textContent).toBe('图片取不到：一块标志');
  });
});

test('in English the gaps and groups speak English', async () => {
  await play(QUESTIONS.cloze);
  await change(() => setLang('en'));
  expect(one('h1').textContent).toBe('Fill the gaps in this text');
  expect(all('.cloze [aria-label="Gap 1"]')).toHaveLength(1);
});

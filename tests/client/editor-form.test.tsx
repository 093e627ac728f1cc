import { act, useState } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyQuestion, QuestionForm } from '../../client/studio/editor/QuestionForm.tsx';
import { faultsOf } from '../../client/studio/editor/question-faults.ts';
import type { BankFrame } from '../../server/domain/api-bank.ts';
import { QUESTION_TYPES, Question, type QuestionType } from '../../server/domain/question.ts';
import { QUESTIONS } from './play-server.ts';
import { all, button, clearTheStage, click, one, press, setTheStage, show } from './play-stage.tsx';

const frame: BankFrame = {
  bank: {
    id: 'b',
    name: { zh: '安全题库' },
    access: 'own',
    shipped: false,
    counts: { draft: 0, review: 0, ready: 0, retired: 0 },
    shares: [],
  },
  categories: [],
  tags: [],
  points: [{ id: 'phishing', name: { zh: '钓鱼邮件' }, requires: [], questions: 0 }],
  people: [],
};

let now: unknown;
const Held = ({ start, readOnly = false }: { start: unknown; readOnly?: boolean }) => {
  const [value, setValue] = useState(start);
  now = value;
  return <QuestionForm value={value} onChange={setValue} frame={frame} readOnly={readOnly} />;
};
const open = (type: QuestionType) => show(<Held start={emptyQuestion(type, 'q-1')} />);

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
/** What a keyboard leaves in a field. */
const fill = async (field: Element | null | undefined, text: string): Promise<void> => {
  if (
    !(
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement
    )
  )
    throw new Error('no such field');
  await act(async () => {
    field.focus();
    const proto = Object.getPrototypeOf(field) as Field;
    Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, text);
    field.dispatchEvent(
      new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }),
    );
  });
};
const at = (path: string): Element => one(`[data-path="${path}"]`);
const named = (name: string): HTMLElement => {
  const found = all('select, input, textarea').find((e) => e.getAttribute('aria-label')?.includes(name));
  if (!found) throw new Error(`no field "${name}"`);
  return found;
};
const done = (): Question => Question.parse(now);
const paste = async (text: string): Promise<void> => {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  await act(async () => void document.activeElement?.dispatchEvent(event));
};

beforeEach(() => setTheStage({ fetch: async () => new Response('{}') }));
afterEach(clearTheStage);

describe('a question is written by keyboard', () => {
  test('of one right option: Enter goes on and adds, the key is a radio button', async () => {
    await open('single');
    await fill(at('stem'), '先做什么？');
    await fill(at('options.0.text'), '核实');
    for (const text of ['转账', '回信', '转发', '不理']) {
      await press('Enter');
      await fill(document.activeElement, text);
    }
    await click(named('选项 B 是正确答案'));
    expect(done()).toMatchObject({ key: 1, difficulty: 3 });
    expect(JSON.stringify(done())).toContain('不理');
    expect(all('[data-path^="options."]')).toHaveLength(5);
  });

  test('of several right options, moved with Alt and the arrows; the key goes along', async () => {
    await open('multiple');
    await fill(at('stem'), '哪些对？');
    await fill(at('options.0.text'), '甲');
    await paste('甲\n乙\n丙');
    await click(named('选项 C 是正确答案'));
    while (all('[data-path^="options."]').length > 3) await click(button('删除选项 D'));
    at('options.2.text');
    await act(async () => one('[data-path="options.2.text"]').focus());
    await press('ArrowUp', { altKey: true });
    await press('ArrowUp', { altKey: true });
    expect(document.activeElement).toBe(at('options.0.text'));
    expect(done()).toMatchObject({
      key: [0],
      options: [{ text: { zh: '丙' } }, { text: { zh: '甲' } }, { text: { zh: '乙' } }],
    });
  });

  test('of a statement, with what is said of each answer', async () => {
    await open('true-false');
    await fill(at('stem'), '密码可以告诉同事。');
    await click(all('input[type="radio"]')[1]);
    await fill(at('feedback.true'), '不可以。');
    expect(done()).toMatchObject({ key: false, feedback: { true: { zh: '不可以。' } } });
  });

  test('of a typed text: a line for each accepted answer', async () => {
    await open('short');
    await fill(at('stem'), '另一座城市？');
    await fill(at('key'), '成都\n\n Chengdu \n成都');
    await click(button('添加一项'));
    await fill(at('replies.0.text'), '重庆');
    expect(done()).toMatchObject({ key: ['成都', 'Chengdu'], replies: [{ text: '重庆', score: 0.5 }] });
  });

  test('of a number by value and tolerance, in full width digits too', async () => {
    await open('numeric');
    await fill(at('stem'), '几个月？');
    await fill(at('key'), '６');
    await fill(at('tolerance'), '0,5');
    await fill(at('unit'), '个月');
    expect(done()).toMatchObject({ key: 6, tolerance: 0.5, unit: { zh: '个月' } });
  });

  test('of a number by a range', async () => {
    await open('numeric');
    await fill(at('stem'), '多少？');
    await fill(named('怎样算对'), 'range');
    await fill(at('key'), '0.1');
    await fill(at('tolerance'), '0.3');
    expect(done()).toMatchObject({ key: 0.2, tolerance: 0.1 });
  });

  test('of pairs pasted from two columns, with an extra', async () => {
    await open('matching');
    await fill(at('stem'), '连起来');
    await act(async () => one('[data-path="pairs.0.left"]').focus());
    await paste('岛\t团队\n航线\t软件');
    await click(button('删除第 4 对'));
    await click(button('删除第 3 对'));
    await click(button('添加干扰项'));
    await fill(at('extras.0'), '硬件');
    expect(done()).toMatchObject({
      pairs: [
        { left: { zh: '岛' }, right: { zh: '团队' } },
        { left: { zh: '航线' }, right: { zh: '软件' } },
      ],
      extras: [{ zh: '硬件' }],
    });
  });

  test('of steps in their order', async () => {
    await open('ordering');
    await fill(at('stem'), '排好');
    await fill(at('items.0'), '一');
    await press('Enter');
    await fill(document.activeElement, '二');
    await press('Enter');
    await fill(document.activeElement, '三');
    await click(button('上移第 3 步'));
    expect(done()).toMatchObject({ items: [{ zh: '一' }, { zh: '三' }, { zh: '二' }] });
  });

  test('with gaps, inserted at the caret, each with its editor', async () => {
    await open('cloze');
    await fill(at('stem'), '到，再到。');
    const stem = one('[data-path="stem"]') as HTMLTextAreaElement;
    stem.setSelectionRange(1, 1);
    await press('g', { altKey: true, code: 'KeyG' });
    expect(stem.value).toBe('到[[1]]，再到。');
    expect(stem.selectionStart).toBe(6);
    stem.setSelectionRange(9, 9);
    await click(button('在光标处插入空格'));
    await fill(at('gaps.0.key'), '北京');
    await fill(named('第 2 空的类型'), 'choice');
    await fill(at('gaps.1.options.0.text'), '上海');
    await paste('上海\n广州');
    await click(button('删除选项 D'));
    await click(button('删除选项 C'));
    expect(done()).toMatchObject({
      stem: { zh: '到[[1]]，再到[[2]]。' },
      gaps: [
        { kind: 'short', key: ['北京'] },
        { kind: 'choice', key: 0 },
      ],
    });
    await fill(stem, '到[[1]]，再到[[3]]。');
    expect(one('.qf-warning').textContent).toContain('[[2]]');
    await fill(stem, '到[[1]]，再到[[2]]。');
    await click(button('删除第 1 空'));
    expect(done()).toMatchObject({ stem: { zh: '到，再到[[1]]。' }, gaps: [{ kind: 'choice' }] });
  });

  test('of items that belong to categories; a removed category takes no item along', async () => {
    await open('categorising');
    await fill(at('stem'), '归类');
    await click(button('添加类别'));
    for (const [i, c] of ['甲', '乙', '丙'].entries()) await fill(at(`categories.${i}`), c);
    await fill(at('items.0.text'), '一');
    await fill(at('items.1.text'), '二');
    await fill(named('项目 2 属于'), '2');
    await click(button('删除类别 A'));
    expect(done()).toMatchObject({
      categories: [{ zh: '乙' }, { zh: '丙' }],
      items: [{ category: 0 }, { category: 1 }],
    });
  });

  test('for a marker, with rubric, sample and a limit of words', async () => {
    await open('essay');
    await fill(at('stem'), '写一写');
    await click(button('添加一条'));
    await fill(at('rubric.0.name'), '有条理');
    await fill(at('rubric.0.points'), '10');
    await fill(at('sample'), '范文');
    await fill(at('maxWords'), '300');
    expect(done()).toMatchObject({ rubric: [{ name: { zh: '有条理' }, points: 10 }], maxWords: 300 });
  });

  test('without an answer', async () => {
    await open('description');
    await fill(at('stem'), '请先读这一段。');
    expect(done().type).toBe('description');
  });
});

describe('the form', () => {
  test.each(Object.entries(QUESTIONS))('shows and leaves as it is: %s', async (_, question) => {
    await show(<Held start={question} />);
    expect(done()).toEqual(question);
    expect(all('[data-path="stem"]').length).toBeGreaterThan(0);
  });

  test.each(QUESTION_TYPES)('says in words what an empty question still needs: %s', async (type) => {
    await open(type);
    const faults = faultsOf(now, 'zh');
    expect(faults.join()).toMatch(/\p{Script=Han}/u);
    expect(faults.join()).not.toMatch(/invalid|expected/iu);
  });

  test.each([null, 7, 'x', {}, { type: 'single', options: 'no', key: 'x' }, { type: 'cloze', gaps: [null] }])(
    'opens with whatever an import left: %j',
    async (broken) => {
      await show(<Held start={broken} />);
      await fill(at('stem'), '新的题干');
      expect(now).toMatchObject({ stem: { zh: '新的题干' } });
    },
  );

  test('keeps both languages side by side, and an emptied one is gone', async () => {
    await show(<Held start={{ ...QUESTIONS.truth, stem: { zh: '中', en: 'E' } }} />);
    const [zh, en] = all('[data-path="stem"]');
    expect([zh?.lang, en?.lang]).toEqual(['zh-CN', 'en']);
    await fill(en, '');
    expect(now).toMatchObject({ stem: { zh: '中' } });
    expect(JSON.stringify(now)).not.toContain('"en"');
  });

  test('keeps what fits when the type changes', async () => {
    await show(<Held start={QUESTIONS.single} />);
    await fill(one('.qf-head select'), 'multiple');
    expect(done()).toMatchObject({ type: 'multiple', key: [0], options: QUESTIONS.single.options });
    await fill(one('.qf-head select'), 'short');
    expect(done()).toMatchObject({
      type: 'short',
      key: ['OA 系统'],
      explanation: QUESTIONS.single.explanation,
    });
  });

  test('marks the chosen words bold by Ctrl B, and takes the mark off again', async () => {
    await open('description');
    await fill(at('stem'), '马上转账');
    const stem = one('[data-path="stem"]') as HTMLTextAreaElement;
    stem.setSelectionRange(0, 2);
    await press('b', { ctrlKey: true });
    expect(now).toMatchObject({ stem: { zh: '**马上**转账' } });
    await press('b', { ctrlKey: true });
    expect(now).toMatchObject({ stem: { zh: '马上转账' } });
  });

  test('has no way to change anything when the bank may only be viewed', async () => {
    await show(<Held start={QUESTIONS.multiple} readOnly />);
    expect(all('textarea, input.qf-text').every((f) => f.hasAttribute('readonly'))).toBe(true);
    expect(all('input[type="checkbox"], select').every((f) => f.hasAttribute('disabled'))).toBe(true);
    expect(all('.qf-add, .qf-part-acts')).toHaveLength(0);
  });
});

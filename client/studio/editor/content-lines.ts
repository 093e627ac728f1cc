import { LANGS } from '../../../server/domain/text.ts';
import { letterOf } from './choice.ts';
import { fieldsOf, listOf, textAt } from './draft.ts';
import { isSame } from './merge.ts';

/** One line of a content as people read it; `id` is the same place in another version. */
export type Line = { id: string; label: string; text: string };
export type LineNames = {
  field: (name: string) => string;
  lang: (lang: 'zh' | 'en') => string;
  part: (name: 'option' | 'pair' | 'step' | 'category' | 'item' | 'gap' | 'criterion', at: number) => string;
  type: (type: string) => string;
  rule: (rule: 'fixed' | 'all' | 'case') => string;
  right: string;
};

const texts = (value: unknown, id: string, label: string, names: LineNames, mark = ''): Line[] =>
  LANGS.filter((l) => textAt(value, l) !== '').map((l) => ({
    id: `${id}.${l}`,
    label: `${label} · ${names.lang(l)}`,
    text: mark + textAt(value, l),
  }));

const plain = (id: string, label: string, value: unknown): Line[] =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? []
    : [{ id, label, text: Array.isArray(value) ? value.map(String).join('\n') : String(value) }];

const optionLines = (d: Record<string, unknown>, at: string, names: LineNames): Line[] =>
  listOf(d.options).flatMap((o, i) => {
    const label = names.part('option', i);
    const right = [d.key].flat().includes(i) ? names.right : '';
    const { text, feedback, score } = fieldsOf(o);
    return [
      ...texts(text, `${at}options.${i}`, label, names, right),
      ...texts(feedback, `${at}options.${i}.feedback`, `${label} · ${names.field('feedback')}`, names),
      ...plain(`${at}options.${i}.score`, `${label} · ${names.field('score')}`, score),
    ];
  });

const replyLines = (list: unknown, id: string, names: LineNames): Line[] =>
  listOf(list).flatMap((r, i) => {
    const { text, value, tolerance, score, feedback } = fieldsOf(r);
    const said = [text, value === undefined ? undefined : `${value} ± ${tolerance}`, score].filter(
      (x) => x !== undefined,
    );
    return [
      ...plain(`${id}.${i}`, `${names.field('replies')} ${i + 1}`, said.join(' = ')),
      ...texts(feedback, `${id}.${i}.feedback`, `${names.field('replies')} ${i + 1}`, names),
    ];
  });

const keyLines = (d: Record<string, unknown>, at: string, names: LineNames): Line[] => {
  const numeric = d.tolerance !== undefined;
  const key = numeric ? `${d.key ?? ''} ± ${d.tolerance}` : d.key;
  const rules = [
    d.shuffle === false ? names.rule('fixed') : '',
    d.scoring === 'all' ? names.rule('all') : '',
    d.caseSensitive === true ? names.rule('case') : '',
  ].filter((r) => r !== '');
  return [
    ...(d.options === undefined ? plain(`${at}key`, names.field('key'), key) : []),
    ...texts(d.unit, `${at}unit`, names.field('unit'), names),
    ...plain(
      `${at}units`,
      names.field('units'),
      listOf(d.units).map((u) => `${fieldsOf(u).name} × ${fieldsOf(u).factor}`),
    ),
    ...replyLines(d.replies, `${at}replies`, names),
    ...replyLines(d.others, `${at}others`, names),
    ...plain(`${at}rules`, names.field('rules'), rules.length === 0 ? undefined : rules.join(' · ')),
  ];
};

const listLines = (d: Record<string, unknown>, names: LineNames): Line[] => {
  const categories = listOf(d.categories);
  return [
    ...listOf(d.pairs).flatMap((p, i) => [
      ...texts(fieldsOf(p).left, `pairs.${i}.left`, names.part('pair', i), names),
      ...texts(fieldsOf(p).right, `pairs.${i}.right`, `${names.part('pair', i)} →`, names),
    ]),
    ...listOf(d.extras).flatMap((e, i) =>
      texts(e, `extras.${i}`, `${names.field('extras')} ${i + 1}`, names),
    ),
    ...categories.flatMap((c, i) => texts(c, `categories.${i}`, names.part('category', i), names)),
    ...listOf(d.items).flatMap((item, i) => {
      const { text, category } = fieldsOf(item);
      if (typeof category !== 'number') return texts(item, `items.${i}`, names.part('step', i), names);
      return texts(text, `items.${i}`, `${names.part('item', i)} → ${letterOf(category)}`, names);
    }),
    ...listOf(d.rubric).flatMap((r, i) =>
      texts(fieldsOf(r).name, `rubric.${i}`, names.part('criterion', i), names, `${fieldsOf(r).points} · `),
    ),
  ];
};

/** A question as labelled lines, for people who compare two of them. */
export const contentLines = (content: unknown, names: LineNames): Line[] => {
  const d = fieldsOf(content);
  const said = (field: string): Line[] => texts(d[field], field, names.field(field), names);
  return [
    ...plain('type', names.field('type'), d.type === undefined ? undefined : names.type(String(d.type))),
    ...said('stem'),
    ...optionLines(d, '', names),
    ...(d.type === 'true-false' || d.key !== undefined ? keyLines(d, '', names) : []),
    ...listLines(d, names),
    ...listOf(d.gaps).flatMap((g, i) => {
      const at = `gaps.${i}.`;
      return [...optionLines(fieldsOf(g), at, names), ...keyLines(fieldsOf(g), at, names)].map((l) => ({
        ...l,
        label: `${names.part('gap', i)} · ${l.label}`,
      }));
    }),
    ...['explanation', 'hint', 'sample', 'template', 'feedback'].flatMap(said),
    ...['true', 'false'].flatMap((k) =>
      texts(fieldsOf(d.feedback)[k], `feedback.${k}`, `${names.field('feedback')} ${k}`, names),
    ),
    ...plain('words', names.field('words'), d.maxWords),
    ...plain('difficulty', names.field('difficulty'), d.difficulty),
    ...plain('point', names.field('point'), d.point),
  ];
};

export type Change = { id: string; label: string; before: string; after: string };
/** The lines in which two contents differ, in the order of the newer one. */
export const changesOf = (before: unknown, after: unknown, names: LineNames): Change[] => {
  if (isSame(before, after)) return [];
  const [old, now] = [contentLines(before, names), contentLines(after, names)];
  const ids = [...new Set([...now, ...old].map((l) => l.id))];
  return ids.flatMap((id) => {
    const [a, b] = [old.find((l) => l.id === id), now.find((l) => l.id === id)];
    if (a?.text === b?.text && a?.label === b?.label) return [];
    return [{ id, label: b?.label ?? a?.label ?? '', before: a?.text ?? '', after: b?.text ?? '' }];
  });
};

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldText } from '../server/domain/grade.ts';
import type { Card } from '../server/domain/quest.ts';
import { surveyFaults, talkFaults } from '../server/domain/quest-check-talk.ts';
import { AUTO_GRADED, type Question } from '../server/domain/question.ts';
import { choose, scoreOfTalk, startTalk, talkEnded } from '../server/domain/talk-run.ts';
import { LANGS, type LocalText } from '../server/domain/text.ts';
import { readQuestContent } from '../server/formats/content.ts';

const root = resolve(import.meta.dirname, '..');
const { quest, cards, banks } = readQuestContent(join(root, 'content'), 'onboarding');
const questions = banks.flatMap((b) => b.questions);
const checkOf = (card: Card): Question[] =>
  card.panels.flatMap((p) => (p.kind === 'check' ? [p.question] : []));
const checks = cards.flatMap(checkOf);
const bankOf = (id: string) => banks.find((b) => b.id === id);

/** Every text in two languages below a value, with the path that leads to it. */
const textsOf = (value: unknown, path: string): [string, LocalText][] => {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((k) => k === 'zh' || k === 'en')) return [[path, value as LocalText]];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
};

const stations = quest.islands.flatMap((i) => i.stations);
const talks = stations.flatMap((s) => (s.kind === 'scenario' ? [s] : []));

const duplicates = (list: readonly string[]): string[] => [
  ...new Set(list.filter((x, i) => list.indexOf(x) !== i)),
];
const folded = (text: string): string => foldText(text).replace(/[\s\p{P}]/gu, '');

describe('the quest', () => {
  it('reads by its schema: six islands of nine stations in the order of the board path', () => {
    expect(quest.islands.map((i) => i.id)).toEqual([
      'sail',
      'rules',
      'security',
      'business',
      'team',
      'summit',
    ]);
    for (const island of quest.islands) {
      expect(island.stations.map((s) => s.kind).slice(-2)).toEqual(['exam', 'boss']);
      expect(island.stations[0]?.kind).toBe('card');
    }
  });

  it('names every station, island, card, bank and question once', () => {
    const ids = [
      ...quest.islands.map((i) => `island ${i.id}`),
      ...quest.islands.flatMap((i) => i.stations).map((s) => `station ${s.id}`),
      ...cards.map((c) => `card ${c.id}`),
      ...banks.map((b) => `bank ${b.id}`),
      ...questions.map((q) => `question ${q.id}`),
      ...checks.map((q) => `question ${q.id}`),
    ];
    expect(duplicates(ids)).toEqual([]);
  });

  it('speaks both languages everywhere', () => {
    const silent = [...textsOf(quest, 'quest'), ...textsOf(cards, 'card'), ...textsOf(banks, 'bank')]
      .filter(([, text]) => LANGS.some((lang) => !text[lang]?.trim()))
      .map(([path]) => path);
    expect(silent).toEqual([]);
  });

  it('writes Chinese in the zh texts of stems and English in the en ones', () => {
    const han = /\p{Script=Han}/u;
    const wrong = [...questions, ...checks].filter(
      (q) => !han.test(q.stem.zh ?? '') || han.test(q.stem.en ?? ''),
    );
    expect(wrong.map((q) => q.id)).toEqual([]);
  });

  it('draws a practice from knowledge points that exist and hold at least nine questions together', () => {
    for (const island of quest.islands) {
      const bank = bankOf(island.bank);
      for (const station of island.stations) {
        if (station.kind !== 'practice') continue;
        const known = new Set(bank?.points.map((p) => p.id));
        const points = station.points ?? [...known];
        expect(
          points.filter((p) => !known.has(p)),
          station.id,
        ).toEqual([]);
        const n = bank?.questions.filter((q) => points.includes(q.point ?? '')).length;
        expect(n, station.id).toBeGreaterThanOrEqual(9);
      }
    }
  });

  it('teaches every card at a knowledge point of its island', () => {
    for (const island of quest.islands) {
      const known = new Set(bankOf(island.bank)?.points.map((p) => p.id));
      for (const station of island.stations) {
        if (station.kind !== 'card') continue;
        const card = cards.find((c) => c.id === station.card);
        expect(known.has(card?.point ?? ''), `${station.card} ${card?.point}`).toBe(true);
      }
    }
  });

  it('shows only pictures that exist', () => {
    const slugs = [
      ...quest.islands.map((i) => i.icon),
      ...quest.islands.flatMap((i) => i.stations).flatMap((s) => (s.kind === 'boss' ? [s.boss.icon] : [])),
      ...cards.flatMap((c) => c.panels).flatMap((p) => (p.kind === 'text' ? [p.picture] : [])),
      ...talks.map((t) => t.talk.other.icon),
    ];
    const missing = slugs.filter(
      (slug) =>
        !existsSync(join(root, 'content/art/icons', `${slug}.svg`)) &&
        !existsSync(join(root, 'client/public/icons', `${slug}.webp`)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the role plays and surveys', () => {
  it('have sound graphs and items of their own', () => {
    expect(talks.length).toBeGreaterThan(0);
    for (const { id, talk } of talks) expect(talkFaults(talk), id).toEqual([]);
    for (const s of stations) if (s.kind === 'survey') expect(surveyFaults(s.survey), s.id).toEqual([]);
  });

  it('can be passed by who always says the best, and failed by who always says the worst', () => {
    for (const { id, talk } of talks) {
      const play = (better: (a: number, b: number) => boolean) => {
        let state = startTalk(talk);
        while (!talkEnded(talk, state)) {
          const node = talk.nodes.find((n) => n.id === state.at);
          if (node?.kind !== 'choice') throw new Error(`${id} stands at no choice`);
          const option = node.options.reduce((a, b) => (better(b.score, a.score) ? b : a));
          state = choose(talk, state, { node: node.id, option: option.id, now: 0 });
        }
        return scoreOfTalk(talk, state);
      };
      expect(
        play((a, b) => a > b),
        id,
      ).toMatchObject({ score: 1, passed: true });
      expect(play((a, b) => a < b).passed, id).toBe(false);
    }
  });
});

describe('the banks', () => {
  it('hold at least 50 questions each and 300 in all', () => {
    for (const bank of banks) expect(bank.questions.length, bank.id).toBeGreaterThanOrEqual(50);
    expect(questions.length).toBeGreaterThanOrEqual(300);
  });

  it('use the seven types of short questions on every island', () => {
    const types = ['single', 'multiple', 'true-false', 'short', 'numeric', 'matching', 'ordering'];
    for (const bank of banks)
      expect([...new Set(bank.questions.map((q) => q.type))], bank.id).toEqual(expect.arrayContaining(types));
  });

  it('hold nothing that a machine cannot mark', () => {
    expect(questions.filter((q) => !AUTO_GRADED.includes(q.type)).map((q) => q.id)).toEqual([]);
  });

  it('put every question at a knowledge point of its bank, and leave no point empty', () => {
    for (const bank of banks) {
      const used = new Set(bank.questions.map((q) => q.point));
      expect([...used].sort(), bank.id).toEqual(bank.points.map((p) => p.id).sort());
    }
  });

  it('keep the keys inside the options, once each, and never make all options right', () => {
    for (const q of [...questions, ...checks]) {
      if (q.type === 'single') expect(q.key, q.id).toBeLessThan(q.options.length);
      if (q.type === 'multiple') {
        expect(Math.max(...q.key), q.id).toBeLessThan(q.options.length);
        expect(new Set(q.key).size, q.id).toBe(q.key.length);
        expect(q.key.length, q.id).toBeLessThan(q.options.length);
      }
    }
  });

  it.each(LANGS)('ask no stem twice over all banks and cards (%s)', (lang) => {
    expect(duplicates([...questions, ...checks].map((q) => folded(q.stem[lang] ?? '')))).toEqual([]);
  });

  it.each(LANGS)('offer no option, pair or step twice inside one question (%s)', (lang) => {
    const twice = [...questions, ...checks].flatMap((q) => {
      const lists =
        q.type === 'single' || q.type === 'multiple'
          ? [q.options.map((o) => o.text)]
          : q.type === 'matching'
            ? [q.pairs.map((p) => p.left), q.pairs.map((p) => p.right)]
            : q.type === 'ordering'
              ? [q.items]
              : [];
      return lists.some((l) => duplicates(l.map((t) => foldText(t[lang] ?? ''))).length > 0) ? [q.id] : [];
    });
    expect(twice).toEqual([]);
  });

  it('accept a short answer in both languages, or one abbreviation that is written alike in both', () => {
    const han = /\p{Script=Han}/u;
    const chineseOnly = questions.flatMap((q) =>
      q.type === 'short' && q.key.every((k) => han.test(k)) ? [q.id] : [],
    );
    expect(chineseOnly).toEqual([]);
  });

  it('spread the right option of single choices evenly over the positions', () => {
    const four = questions.flatMap((q) => (q.type === 'single' && q.options.length === 4 ? [q.key] : []));
    for (let at = 0; at < 4; at++) {
      const share = four.filter((k) => k === at).length / four.length;
      expect(share, `position ${at} of ${four.length}`).toBeGreaterThan(0.17);
      expect(share, `position ${at} of ${four.length}`).toBeLessThan(0.33);
    }
  });

  it('balance true and false', () => {
    const all = questions.flatMap((q) => (q.type === 'true-false' ? [q.key] : []));
    const share = all.filter(Boolean).length / all.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  it.each(LANGS)('do not give the right option away by its length (%s)', (lang) => {
    const singles = questions.flatMap((q) => (q.type === 'single' ? [q] : []));
    const lengths = singles.map((q) => ({
      key: q.options[q.key]?.text[lang]?.length ?? 0,
      others: q.options.filter((_, i) => i !== q.key).map((o) => o.text[lang]?.length ?? 0),
    }));
    const longest = lengths.filter((l) => l.key > Math.max(...l.others)).length / singles.length;
    const shortest = lengths.filter((l) => l.key < Math.min(...l.others)).length / singles.length;
    expect(longest).toBeLessThan(0.4);
    expect(shortest).toBeLessThan(0.4);
  });
});

const talkFiles = globSync('quests/onboarding/talks/*.yaml', { cwd: join(root, 'content') });
const files = [
  ...talkFiles,
  ...banks.map((b) => `banks/onboarding/${b.id}.yaml`),
  ...quest.islands.map((i) => `quests/onboarding/islands/${i.id}.yaml`),
  ...cards.map((c) => `quests/onboarding/cards/${c.id}.yaml`),
];
/** Every line of the content that a pattern finds, as `file: match`. */
const linesWith = (pattern: RegExp): string[] =>
  files.flatMap((file) =>
    [...readFileSync(join(root, 'content', file), 'utf8').matchAll(pattern)].map((m) => `${file}: ${m[0]}`),
  );
const tail = (line: string): string => line.slice(line.indexOf(': ') + 2);

describe('facts of the company that several files state', () => {
  it('remote work is possible on at most one day a week', () => {
    const zh = linesWith(/每周最多 ?\**(\d+) ?天\**/gu).map(tail);
    const en = linesWith(/\**(\d+) days? a week\**/gu).map(tail);
    expect(zh.length).toBeGreaterThanOrEqual(3);
    expect([...new Set(zh.map((m) => m.replace(/\D/gu, '')))]).toEqual(['1']);
    expect([...new Set(en.map((m) => m.replace(/\D/gu, '')))]).toEqual(['1']);
    const asked = questions.find((q) => q.type === 'numeric' && /每周远程办公最多/u.test(q.stem.zh ?? ''));
    expect(asked).toMatchObject({ key: 1, tolerance: 0 });
  });

  it('remote work is requested one working day ahead', () => {
    expect(linesWith(/居家办公[^。\n]*前一天申请/gu)).toEqual([]);
    expect(linesWith(/(居家办公|每周最多)[^。\n]*提前 1 个工作日/gu).length).toBeGreaterThanOrEqual(3);
  });

  it('the security hotline is 8110', () => {
    const called = linesWith(/(热线|内线|拨打?|拨 |call|Call|extension|Extension)[ *]*(\d{4})\b/gu).map(tail);
    expect(called.length).toBeGreaterThan(10);
    expect([...new Set(called.map((m) => m.replace(/\D/gu, '')))]).toEqual(['8110']);
  });

  it('two people check a payment from 50,000 yuan on, that sum included', () => {
    expect(linesWith(/\**above 50,000/giu)).toEqual([]);
    expect(linesWith(/from 50,000 yuan/gu).length).toBeGreaterThan(0);
    expect(linesWith(/双人复核/gu).length).toBeGreaterThan(0);
    expect(linesWith(/单笔 ?(?!5 万元以上)\d+ ?万元以上[^。\n]*复核/gu)).toEqual([]);
  });

  it('core hours are 10:00 to 16:00', () => {
    const zh = linesWith(/\d{1,2}:\d{2} ?(?:到|—|-|至) ?1[5-9]:\d{2}/gu).map(tail);
    expect(zh.length).toBeGreaterThanOrEqual(5);
    expect([...new Set(zh.map((m) => m.match(/\d+:\d+/gu)?.join('-')))]).toEqual(['10:00-16:00']);
    const en = linesWith(/\d{1,2}:\d{2}\*{0,2} to \*{0,2}1[5-9]:\d{2}/gu).map(tail);
    expect([...new Set(en.map((m) => m.match(/\d+:\d+/gu)?.join('-')))]).toEqual(['10:00-16:00']);
  });

  it('the probation agreed on is three months', () => {
    const agreed = linesWith(/(?:试用期|约定) ?\**(\d+) ?个月\**(?!试用期“)/gu).filter(
      (l) => !/不得超过/u.test(l),
    );
    expect(agreed.length).toBeGreaterThan(1);
    expect([...new Set(agreed.map((l) => tail(l).replace(/\D/gu, '')))]).toEqual(['3']);
  });

  it('a lost device is reported within one hour, a clicked phishing mail within 15 minutes', () => {
    const lost = linesWith(/(?:发现后|发现遗失) ?\**(\d+) ?小时内/gu).map(tail);
    expect([...new Set(lost.map((m) => m.replace(/\D/gu, '')))]).toEqual(['1']);
    const clicked = linesWith(/\**(\d+) ?分钟内\**[^。\n]{0,6}拨/gu).map(tail);
    expect([...new Set(clicked.map((m) => m.match(/\d+/u)?.[0]))]).toEqual(['15']);
  });
});

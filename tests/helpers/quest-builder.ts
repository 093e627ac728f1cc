import type { QuestDraftView } from '../../server/domain/api-quests.ts';
import type { Card, Quest } from '../../server/domain/quest.ts';
import { learn } from '../bots/answers.ts';
import type { Browser } from './server.ts';

/** A card with one check whose right answer is 'yes'. */
export const cardOf = (id: string, check: string): Card => ({
  id,
  title: { zh: '卡片', en: 'Card' },
  point: 'mission',
  source: { zh: '手册' },
  panels: [
    { kind: 'text', title: { zh: '一' }, body: { zh: '正文' }, picture: 'compass', alt: { zh: '罗盘' } },
    {
      kind: 'check',
      question: { id: check, type: 'true-false', stem: { zh: '对吗？' }, key: true, difficulty: 1 },
    },
    { kind: 'text', title: { zh: '二' }, body: { zh: '正文' }, picture: 'compass', alt: { zh: '罗盘' } },
  ],
});

const style = { seed: 7, biome: 'forest', size: 'small' } as const;
/** Two islands of four and two stations over the banks of the content. */
export const twoIslands = (id: string): Quest => ({
  id,
  name: { zh: '双岛任务', en: 'Two islands' },
  days: 5,
  islands: [
    {
      id: `${id}-1`,
      name: { zh: '东岛' },
      about: { zh: '先来这里' },
      icon: 'hut',
      bank: 'sail',
      style,
      stations: [
        { id: `${id}-1-1`, kind: 'card', name: { zh: '读卡' }, minutes: 1, card: 'welcome', coins: 20 },
        {
          id: `${id}-1-2`,
          kind: 'practice',
          name: { zh: '练习' },
          minutes: 1,
          questions: 4,
          points: ['mission', 'values'],
        },
        {
          id: `${id}-1-3`,
          kind: 'exam',
          name: { zh: '考试' },
          minutes: 5,
          pass: 0.5,
          attemptsADay: 5,
          blueprint: [
            { point: 'mission', n: 2 },
            { difficulty: [1, 3], n: 2 },
          ],
        },
      ],
    },
    {
      id: `${id}-2`,
      name: { zh: '西岛' },
      about: { zh: '再来这里' },
      icon: 'hut',
      bank: 'rules',
      style: { ...style, seed: 8, biome: 'snow' },
      stations: [
        {
          id: `${id}-2-1`,
          kind: 'practice',
          name: { zh: '换库练习' },
          minutes: 1,
          questions: 3,
          bank: 'security',
          types: ['single'],
        },
        {
          id: `${id}-2-2`,
          kind: 'boss',
          name: { zh: '首领' },
          minutes: 2,
          hp: 4,
          shields: 5,
          boss: { name: { zh: '小龙' }, icon: 'dragon' },
        },
      ],
    },
  ],
});

/** The doors of the builder as its screen uses them. */
export const builderAt = ({ call }: Browser) => {
  /** The players of the test know the answers on its cards. */
  const known = (draft: QuestDraftView): QuestDraftView => {
    learn(draft.cards.flatMap((c) => c.panels.flatMap((p) => (p.kind === 'check' ? [p.question] : []))));
    return draft;
  };
  const create = async (name = '新任务', copyOf?: string): Promise<QuestDraftView> =>
    known(
      await call('POST /api/quests/create', { body: { name: { zh: name }, ...(copyOf ? { copyOf } : {}) } }),
    );
  const save = async (draft: QuestDraftView, definition: Quest, cards: Card[]): Promise<QuestDraftView> =>
    known(
      await call('POST /api/quests/draft', {
        body: { quest: draft.id, rev: draft.rev, definition, cards },
      }),
    );
  const publish = (draft: QuestDraftView): Promise<QuestDraftView> =>
    call('POST /api/quests/publish', { body: { quest: draft.id, rev: draft.rev } });
  /** The two islands, published; `change` makes another version of them. */
  const build = async (change: (quest: Quest) => Quest = (q) => q): Promise<QuestDraftView> => {
    const draft = await create('双岛任务');
    const cards = [cardOf('welcome', `${draft.id}-check-1`)];
    return publish(await save(draft, change(twoIslands(draft.id)), cards));
  };
  return { create, save, publish, build };
};

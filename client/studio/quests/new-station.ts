import type { StationKind } from '../../../server/domain/quest.ts';
import type { Draft } from '../editor/draft.ts';

/** A short talk that can be played at once: a line, two choices, a good and a poor ending. */
const TALK: Draft = {
  other: {
    name: { zh: '林女士', en: 'Ms Lin' },
    role: { zh: '客户', en: 'Customer' },
    icon: 'woman-office-worker',
  },
  situation: {
    zh: '一位客户来电：她的订单晚到了两天。',
    en: 'A customer calls: her order is two days late.',
  },
  start: 'hello',
  nodes: [
    {
      kind: 'line',
      id: 'hello',
      speaker: 'other',
      mood: 'worried',
      text: {
        zh: '你好，我的订单说好周一到，今天已经周三了。',
        en: 'Hello. My order was promised for Monday, and it is Wednesday.',
      },
      next: 'first',
    },
    {
      kind: 'choice',
      id: 'first',
      mood: 'worried',
      text: { zh: '到底什么时候能到？', en: 'When will it arrive?' },
      options: [
        {
          id: 'sorry',
          text: { zh: '很抱歉让您久等，我马上为您查。', en: 'I am sorry for the wait. Let me look at once.' },
          score: 1,
          feedback: {
            zh: '先道歉，再行动：客户觉得被认真对待。',
            en: 'An apology first, then action: she feels heard.',
          },
          next: 'thanks',
        },
        {
          id: 'wait',
          text: { zh: '物流的事我们也没办法。', en: 'We cannot do anything about shipping.' },
          score: 0,
          feedback: { zh: '推开问题会让客户更着急。', en: 'Pushing the problem away makes her more upset.' },
          next: 'upset',
        },
      ],
    },
    {
      kind: 'end',
      id: 'thanks',
      mood: 'glad',
      text: {
        zh: '林女士松了一口气：“谢谢，那我等您的消息。”',
        en: 'Ms Lin is relieved: "Thank you. I will wait for your message."',
      },
    },
    {
      kind: 'end',
      id: 'upset',
      mood: 'angry',
      text: {
        zh: '林女士不高兴地说：“那我还是退货吧。”',
        en: 'Ms Lin is not pleased: "Then I would rather send it back."',
      },
    },
  ],
};

const ASSIGNMENT: Draft = {
  brief: {},
  rubric: [
    { name: { zh: '完整', en: 'Complete' }, points: 4 },
    { name: { zh: '正确', en: 'Correct' }, points: 4 },
    { name: { zh: '清楚', en: 'Clear' }, points: 2 },
  ],
  accepts: ['text', 'photo'],
};

const SURVEY: Draft = {
  items: [
    {
      kind: 'rating',
      id: 'content',
      text: { zh: '这部分内容对你有帮助吗？', en: 'Did this part help you?' },
    },
    {
      kind: 'nps',
      id: 'recommend',
      text: { zh: '你会把这次学习推荐给同事吗？', en: 'Would you recommend this to a colleague?' },
    },
    { kind: 'text', id: 'better', text: { zh: '哪里可以做得更好？', en: 'What could be better?' } },
  ],
};

/** Names and settings that a new station begins with. */
export const NEW_STATION = {
  card: { name: { zh: '知识卡', en: 'Study card' }, minutes: 2 },
  practice: { name: { zh: '练习', en: 'Practice' }, minutes: 4 },
  scenario: { name: { zh: '情景对话', en: 'Role play' }, minutes: 4, talk: TALK },
  assignment: { name: { zh: '作业营地', en: 'Assignment camp' }, minutes: 20, assignment: ASSIGNMENT },
  survey: { name: { zh: '问卷', en: 'Survey' }, minutes: 2, survey: SURVEY },
  exam: { name: { zh: '闯关考试', en: 'Island exam' }, minutes: 8 },
  boss: {
    name: { zh: '首领战', en: 'Boss fight' },
    minutes: 5,
    boss: { name: { zh: '章鱼墨墨', en: 'Inky the Octopus' }, icon: 'octopus' },
  },
} as const satisfies Record<StationKind, Draft>;

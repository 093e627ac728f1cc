import type { NoteText } from './notes/base.ts';
import type { Lang } from './text.ts';

/** What may be wrong with a quest that shall be published: reason and cure; `{name}` is a detail of the fault. */
export const QUEST_FAULTS = {
  shape: {
    zh: { reason: '这一项的内容不对：{reason}。', cure: '请重新填写，或删除后再加。' },
    en: {
      reason: 'This is not filled in properly: {reason}.',
      cure: 'Fill it in again, or remove and add it.',
    },
  },
  'text.missing': {
    zh: { reason: '还没有填写文字。', cure: '至少填写中文或英文中的一种。' },
    en: { reason: 'A text is missing.', cure: 'Write it in Chinese or English at least.' },
  },
  'quest.no_islands': {
    zh: { reason: '任务里还没有岛。', cure: '至少添加一座岛。' },
    en: { reason: 'The quest has no island.', cure: 'Add one at least.' },
  },
  'quest.too_many_islands': {
    zh: { reason: '有 {n} 座岛，最多 {most} 座。', cure: '请拆成两个任务。' },
    en: { reason: 'There are {n} islands; {most} is the most.', cure: 'Make two quests of it.' },
  },
  'quest.no_audience': {
    zh: { reason: '还没有人能看到这个任务。', cure: '请选择全体、部门或个人。' },
    en: { reason: 'Nobody can see this quest.', cure: 'Choose everyone, departments or persons.' },
  },
  'island.empty': {
    zh: { reason: '这座岛上没有站点。', cure: '至少添加一个站点，或删除这座岛。' },
    en: { reason: 'This island has no station.', cure: 'Add one, or remove the island.' },
  },
  'island.too_many_stations': {
    zh: { reason: '岛上有 {n} 个站点，最多 {most} 个。', cure: '请把一部分移到另一座岛。' },
    en: { reason: 'The island has {n} stations; {most} is the most.', cure: 'Move some to another island.' },
  },
  'id.duplicate': {
    zh: { reason: '编号 {id} 用了两次。', cure: '请删除其中一个再重新添加。' },
    en: { reason: 'The id {id} is used twice.', cure: 'Remove one of the two and add it again.' },
  },
  'id.foreign': {
    zh: { reason: '编号 {id} 不属于这个任务。', cure: '编号要以 {prefix} 开头；请删除后重新添加。' },
    en: {
      reason: 'The id {id} does not belong to this quest.',
      cure: 'Ids begin with {prefix}; remove and add it again.',
    },
  },
  'id.taken': {
    zh: { reason: '编号 {id} 已属于题库里的另一道题。', cure: '请删除这道检查题再重新添加。' },
    en: {
      reason: 'The id {id} belongs to another question already.',
      cure: 'Remove this check question and add it again.',
    },
  },
  'bank.unknown': {
    zh: { reason: '题库不存在，或者你没有查看权限。', cure: '请选择另一个题库，或请题库的主人共享给你。' },
    en: {
      reason: 'The bank does not exist or you may not see it.',
      cure: 'Choose another bank, or ask its owner to share it.',
    },
  },
  'point.unknown': {
    zh: { reason: '题库里没有知识点 {point}。', cure: '请选择题库里有的知识点。' },
    en: { reason: 'The bank has no knowledge point {point}.', cure: 'Choose one that it has.' },
  },
  'point.no_questions': {
    zh: { reason: '知识点 {point} 没有可用的题目。', cure: '请把它的题目设为“可用”，或去掉这个知识点。' },
    en: {
      reason: 'Knowledge point {point} has no ready question.',
      cure: 'Make questions of it ready, or leave it out.',
    },
  },
  'questions.too_few': {
    zh: {
      reason: '需要 {need} 道可用的题目，只有 {have} 道。',
      cure: '请减少题数、放宽知识点和题型，或把更多题目设为“可用”。',
    },
    en: {
      reason: '{need} ready questions are needed, there are {have}.',
      cure: 'Ask fewer, widen points and types, or make more questions ready.',
    },
  },
  'blueprint.short': {
    zh: { reason: '这一行要 {n} 道题，还差 {missing} 道。', cure: '请减少数量、放宽难度，或补充题目。' },
    en: {
      reason: 'This row asks for {n} questions; {missing} are missing.',
      cure: 'Ask for fewer, widen the difficulty, or add questions.',
    },
  },
  'credits.sum': {
    zh: { reason: '必修、选修和练习的学分加起来不是 100。', cure: '请改成合计 100。' },
    en: {
      reason: 'Required, elective and practice credits do not make 100.',
      cure: 'Make them add up to 100.',
    },
  },
  'graduation.islands': {
    zh: { reason: '毕业要求 {n} 座岛，任务里只有 {have} 座。', cure: '请改小这个数，或者添加岛。' },
    en: {
      reason: 'Graduation asks for {n} islands; the quest has {have}.',
      cure: 'Ask for fewer, or add islands.',
    },
  },
  'talk.unknown_node': {
    zh: { reason: '对话接到了不存在的节点 {node}。', cure: '请选择一个存在的节点。' },
    en: { reason: 'The talk goes on to a node that is not there: {node}.', cure: 'Choose one that exists.' },
  },
  'talk.duplicate_node': {
    zh: { reason: '节点编号 {node} 用了两次。', cure: '请改掉其中一个编号。' },
    en: { reason: 'The node id {node} is used twice.', cure: 'Change one of the two.' },
  },
  'talk.unreachable': {
    zh: { reason: '从开头走不到节点 {node}。', cure: '请连上它，或者删掉它。' },
    en: { reason: 'Node {node} cannot be reached from the start.', cure: 'Connect it, or remove it.' },
  },
  'talk.loop': {
    zh: { reason: '对话在节点 {node} 绕成了圈。', cure: '请让每条路都走到结尾。' },
    en: { reason: 'The talk runs in a circle at node {node}.', cure: 'Let every way come to an end.' },
  },
  'talk.no_choice': {
    zh: { reason: '对话里没有任何选择。', cure: '至少添加一个选择节点。' },
    en: { reason: 'There is nothing to choose in this talk.', cure: 'Add one choice at least.' },
  },
  'survey.duplicate_item': {
    zh: { reason: '问卷项编号 {item} 用了两次。', cure: '请删除其中一个再重新添加。' },
    en: { reason: 'The survey item {item} is there twice.', cure: 'Remove one of the two and add it again.' },
  },
  'blueprint.range': {
    zh: { reason: '难度的下限高于上限。', cure: '请把两个数字对调。' },
    en: { reason: 'The lowest difficulty is above the highest.', cure: 'Swap the two numbers.' },
  },
  'blueprint.too_many': {
    zh: { reason: '蓝图共 {n} 道题，最多 {most} 道。', cure: '请减少数量，或分成两场考试。' },
    en: {
      reason: 'The blueprint has {n} questions; {most} is the most.',
      cure: 'Ask for fewer, or make two exams.',
    },
  },
  'exam.minutes': {
    zh: {
      reason: '{questions} 道题用 {minutes} 分钟不合理。',
      cure: '每题留 15 秒到 5 分钟，这里是 {least} 到 {most} 分钟。',
    },
    en: {
      reason: '{minutes} minutes do not fit {questions} questions.',
      cure: 'Give 15 seconds to 5 minutes a question: {least} to {most} minutes here.',
    },
  },
  'station.type': {
    zh: { reason: '这种题要由人批改，不能在这里出。', cure: '请去掉问答题和说明。' },
    en: {
      reason: 'This type is marked by a person and cannot be drawn here.',
      cure: 'Leave out essays and descriptions.',
    },
  },
  'station.card_unknown': {
    zh: { reason: '这一站没有知识卡。', cure: '请选择或新建一张知识卡。' },
    en: { reason: 'This station has no card.', cure: 'Choose or write one.' },
  },
  'card.one_check': {
    zh: { reason: '每张知识卡要有且只有一道检查题。', cure: '请添加一道，或删掉多余的。' },
    en: { reason: 'A card has exactly one check question.', cure: 'Add one, or remove the others.' },
  },
  'card.panels': {
    zh: { reason: '知识卡要有 3 到 6 页。', cure: '请添加或删减页面。' },
    en: { reason: 'A card has 3 to 6 panels.', cure: 'Add or remove panels.' },
  },
  'card.check_type': {
    zh: { reason: '检查题不能是问答题或说明。', cure: '请换一种题型。' },
    en: { reason: 'An essay or a description cannot be a check question.', cure: 'Choose another type.' },
  },
  'opening.unknown': {
    zh: { reason: '开放条件里的岛 {island} 不存在。', cure: '请选择任务里的一座岛。' },
    en: {
      reason: 'The opening rule names an island that is not there: {island}.',
      cure: 'Choose an island of this quest.',
    },
  },
  'opening.no_exam': {
    zh: {
      reason: '要通过岛 {island} 的考试才开放，但那里没有考试。',
      cure: '请给那座岛加一场考试，或换一种开放条件。',
    },
    en: {
      reason: 'It waits for the exam of island {island}, which has none.',
      cure: 'Give that island an exam, or choose another rule.',
    },
  },
  'opening.ring': {
    zh: {
      reason: '这座岛永远不会开放：它的开放条件绕成了一圈。',
      cure: '请让其中一座岛一开始就开放，或按天、按日期开放。',
    },
    en: {
      reason: 'This island never opens: its rules form a ring.',
      cure: 'Let one of them be open, or open on a day or date.',
    },
  },
  'opening.after_end': {
    zh: { reason: '第 {n} 天才开放，而任务只有 {days} 天。', cure: '请改早一些，或延长任务。' },
    en: {
      reason: 'It opens on day {n} of a quest of {days} days.',
      cure: 'Open it earlier, or make the quest longer.',
    },
  },
  'opening.date': {
    zh: { reason: '开放日期不对。', cure: '请重新选择日期。' },
    en: { reason: 'The opening date is not a date.', cure: 'Choose it again.' },
  },
} satisfies Record<string, NoteText>;
export type QuestFaultCode = keyof typeof QUEST_FAULTS;

/** `path` names the place in the definition: `islands.0.stations.3.blueprint.1`, `cards.2.panels`. */
export type QuestFault = { path: string; code: QuestFaultCode; details?: Record<string, string | number> };

export const isFaultCode = (text: string): text is QuestFaultCode => Object.hasOwn(QUEST_FAULTS, text);

const fill = (text: string, details: QuestFault['details']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details?.[name] ?? whole));

/** Reason and cure of a fault in the reader's language. */
export const questFaultText = (fault: QuestFault, lang: Lang): { reason: string; cure: string } => {
  const { reason, cure } = QUEST_FAULTS[fault.code][lang];
  return { reason: fill(reason, fault.details), cure: fill(cure, fault.details) };
};

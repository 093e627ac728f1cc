import type { QuestionView } from '../domain/answer.ts';
import type { Award, BattleReport, Outcome } from '../domain/api-battle.ts';
import type { BattleMode, TeamId } from '../domain/battle-shape.ts';
import { plainOf } from '../domain/rich-text.ts';
import { type Lang, type LocalText, textIn } from '../domain/text.ts';

const ZH = {
  locale: 'zh-CN',
  report: '对战报告',
  summary: '概要',
  questions: '题目',
  choices: '选项',
  people: '人员',
  teams: '队伍',
  title: '名称',
  mode: '模式',
  date: '时间',
  players: '参加人数',
  asked: '题数',
  first: '前三分之一正确率',
  last: '后三分之一正确率',
  flags: '待查看的异常',
  nr: '题号',
  stem: '题目',
  point: '知识点',
  n: '作答人数',
  right: '答对人数',
  share: '正确率',
  before: '讨论前答对',
  median: '用时中位数（秒）',
  skipped: '已跳过',
  choice: '选项',
  times: '选择人数',
  chosenShare: '占比',
  isRight: '正确答案',
  place: '名次',
  name: '姓名',
  team: '队伍',
  points: '得分',
  answered: '作答',
  rights: '答对',
  climb: '名次变化',
  outcome: '结果',
  awards: '奖项',
  members: '人数',
  metres: '航程（米）',
  yes: '是',
  page: (n: number, of: number) => `第 ${n} 页，共 ${of} 页`,
  noTitle: '未命名对战',
  true: '对',
  false: '错',
  full: '全对',
  part: '部分对',
  none: '全错',
  ofAll: (right: number, n: number) => `${n} 人作答，${right} 人答对`,
};
export type Words = typeof ZH;
const EN: Words = {
  locale: 'en-GB',
  report: 'Battle report',
  summary: 'Summary',
  questions: 'Questions',
  choices: 'Choices',
  people: 'People',
  teams: 'Teams',
  title: 'Title',
  mode: 'Mode',
  date: 'Date',
  players: 'Players',
  asked: 'Questions asked',
  first: 'Right in the first third',
  last: 'Right in the last third',
  flags: 'To be looked at',
  nr: 'No.',
  stem: 'Question',
  point: 'Knowledge point',
  n: 'Answered',
  right: 'Right',
  share: 'Share right',
  before: 'Right before discussion',
  median: 'Median time (s)',
  skipped: 'Skipped',
  choice: 'Choice',
  times: 'Chosen',
  chosenShare: 'Share',
  isRight: 'Right answer',
  place: 'Place',
  name: 'Name',
  team: 'Team',
  points: 'Points',
  answered: 'Answered',
  rights: 'Right',
  climb: 'Places won',
  outcome: 'Outcome',
  awards: 'Awards',
  members: 'Members',
  metres: 'Metres',
  yes: 'yes',
  page: (n: number, of: number) => `Page ${n} of ${of}`,
  noTitle: 'Battle without a name',
  true: 'True',
  false: 'False',
  full: 'All right',
  part: 'Partly right',
  none: 'All wrong',
  ofAll: (right: number, n: number) => `${right} of ${n} right`,
};
export const wordsIn = (lang: Lang): Words => (lang === 'zh' ? ZH : EN);

export const MODES: Record<BattleMode, LocalText> = {
  duel: { zh: '单挑', en: 'Duel' },
  race: { zh: '龙舟赛', en: 'Dragon-boat race' },
  show: { zh: '主持对战', en: 'Hosted show' },
  survival: { zh: '荒岛求生', en: 'Survival' },
};
export const OUTCOMES: Record<Outcome, LocalText> = {
  win: { zh: '胜', en: 'Won' },
  lose: { zh: '负', en: 'Lost' },
  tie: { zh: '平', en: 'Tied' },
  left: { zh: '中途离开', en: 'Left' },
};
export const AWARD_NAMES: Record<Award, LocalText> = {
  champion: { zh: '冠军', en: 'Champion' },
  climber: { zh: '后来居上', en: 'Climber' },
  flawless: { zh: '全对', en: 'Flawless' },
  fastest: { zh: '闪电手', en: 'Lightning' },
  streak: { zh: '连对王', en: 'On a run' },
  steady: { zh: '稳稳当当', en: 'Steady' },
  best_team: { zh: '最佳队伍', en: 'Best team' },
  oracle: { zh: '神算子', en: 'Oracle' },
};
const TEAMS: Record<TeamId, LocalText> = {
  red: { zh: '红队', en: 'Red' },
  blue: { zh: '蓝队', en: 'Blue' },
  gold: { zh: '金队', en: 'Gold' },
  green: { zh: '绿队', en: 'Green' },
  purple: { zh: '紫队', en: 'Purple' },
  orange: { zh: '橙队', en: 'Orange' },
  teal: { zh: '青队', en: 'Teal' },
  pink: { zh: '粉队', en: 'Pink' },
};
/** A team by the name it was given, else by its colour. */
export const teamName = (report: BattleReport, id: TeamId | undefined, lang: Lang): string =>
  id === undefined ? '' : (report.teams.find((t) => t.id === id)?.name ?? textIn(TEAMS[id], lang));

/** A text of a question without its markup. */
export const plainIn = (text: LocalText, lang: Lang): string => plainOf(textIn(text, lang));

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** A shown choice as people name it: `B. dry powder`. */
export const choiceIn = (question: QuestionView, choice: string, lang: Lang): string => {
  const words = wordsIn(lang);
  const { type } = question;
  if (type === 'single' || type === 'multiple') {
    const option = question.options[Number(choice)];
    return option ? `${LETTERS[Number(choice)] ?? ''}. ${plainIn(option, lang)}` : choice;
  }
  if (type === 'true-false') return choice === 'true' ? words.true : words.false;
  if (type === 'short' || type === 'numeric') return choice;
  return choice === 'full' || choice === 'part' || choice === 'none' ? words[choice] : choice;
};

/** `zone` = where its day is counted. */
export type Printed = { lang: Lang; zone: string };
export const dateIn = (at: number, { lang, zone }: Printed): string =>
  new Intl.DateTimeFormat(wordsIn(lang).locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  }).format(at);
export const titleIn = ({ battle }: BattleReport, lang: Lang): string =>
  battle.title || wordsIn(lang).noTitle;
export const percent = (share: number): string => `${Math.round(1000 * share) / 10}%`;
export const seconds = (ms: number): number => Math.round(ms / 100) / 10;
export const partOf = (n: number, of: number): number => (of === 0 ? 0 : n / of);

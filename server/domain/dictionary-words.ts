import type { Verb } from './events/index.ts';
import type { LocalText } from './text-shape.ts';

/** Cells of the envelope that a verb fills besides who and when. */
export type EventColumn = 'objVer' | 'ok' | 'score' | 'ms';
/** What a verb says in one line, what its `obj` and `ctx` name, which columns it fills. */
export type VerbWords = {
  about: LocalText & { zh: string; en: string };
  obj?: string;
  ctx?: string;
  columns: EventColumn[];
};

/** `obj>ctx columns` in short: `question>attempt ok score ms`. */
const words = (zh: string, en: string, envelope = ''): VerbWords => {
  const [names = '', ...columns] = envelope.split(' ');
  const [obj = '', ctx = ''] = names.split('>');
  return {
    about: { zh, en },
    ...(obj === '' ? {} : { obj }),
    ...(ctx === '' ? {} : { ctx }),
    columns: columns as EventColumn[],
  };
};

/** Every verb of the catalogue in one line, zh and en. A verb without its words does not compile. */
export const VERB_WORDS: Record<Verb, VerbWords> = {
  'session.started': words('在一台设备上登录，会话开始', 'A session begins: somebody signed in on a device'),
  'session.ended': words('会话结束：登出、超时或断线', 'A session ends: signed out, timed out or lost'),
  'activity.span': words(
    '界面可见且获得焦点的一段时间，最长五分钟',
    'A stretch of visible, focused time, five minutes at most',
    'screen> ms',
  ),
  'nav.viewed': words('看了一个界面，停留多久', 'A screen was looked at, and for how long', '> ms'),
  'programme.enrolled': words('加入一个培训计划', 'Somebody joined a programme', 'programme'),
  'island.entered': words('登上一座岛', 'An island was entered', 'island'),
  'island.completed': words('一座岛全部完成', 'All of an island is done', 'island> ms'),
  'lesson.started': words('开始学一课', 'A lesson was begun', 'lesson> objVer'),
  'lesson.completed': words('学完一课', 'A lesson was finished', 'lesson> objVer ms'),
  'card.viewed': words('看了一张学习卡的一面', 'One side of a study card was looked at', 'card> objVer ms'),
  'card.rated': words('学员自评记得多牢', 'The learner judged how well a card is remembered', 'card'),
  'card.bookmarked': words('收藏一张学习卡', 'A study card was bookmarked', 'card'),
  'media.progressed': words('播放了音视频的一段', 'A piece of a sound or film was played', 'media'),
  'hint.used': words('答题时用了提示', 'A hint was used at a question', 'question>attempt'),
  'explanation.viewed': words(
    '看了题目解析',
    'The explanation of a question was read',
    'question>attempt ms',
  ),
  'review.completed': words('完成一轮复习', 'A round of review was finished', '> ms'),
  'search.performed': words('做了一次搜索，不留搜索词', 'A search was made; the words are not kept'),
  'path.unlocked': words('路上的一个节点解锁', 'A node of the path was unlocked', 'node'),
  'recommendation.shown': words('展示了一组推荐', 'A list of recommendations was shown', 'list'),
  'recommendation.opened': words('打开了一条推荐', 'One of the recommendations was opened', 'list'),
  'note.created': words(
    '写了一条笔记，日志只记长度',
    'A note was written; the log keeps its length only',
    'annotated',
  ),
  'attempt.started': words('开始一次作答', 'An attempt at a station or exam began', 'station>attempt'),
  'question.answered': words(
    '回答了一道题，得分由服务器判定',
    'A question was answered and graded by the server',
    'question>attempt objVer ok score ms',
  ),
  'question.skipped': words('跳过一道题', 'A question was skipped', 'question>attempt ms'),
  'question.expired': words('一道题超时未答', 'Time ran out at a question', 'question>attempt'),
  'answer.changed': words(
    '提交前改了选择',
    'A choice was changed before it was committed',
    'question>attempt ms',
  ),
  'attempt.submitted': words('一次作答交卷', 'An attempt was handed in', 'station>attempt score ms'),
  'exam.decided': words(
    '考试有了结论：通过或未通过',
    'An exam was decided: passed or failed',
    'exam>attempt ok score',
  ),
  'assignment.submitted': words('提交作业', 'An assignment was handed in', 'assignment'),
  'assignment.graded': words('作业得到评分', 'An assignment was marked', 'assignment> score'),
  'mastery.changed': words('一个知识点的掌握程度变了', 'The level in a knowledge point changed', 'point'),
  'question.flagged': words('学员反馈题目有问题', 'A learner reported a fault in a question', 'question'),
  'survey.answered': words(
    '回答了问卷，内容另存且不记名',
    'A survey was answered; what was said is kept apart, without its author',
    'survey',
  ),
  'quest.accepted': words('接下一个任务', 'A quest was accepted', 'quest'),
  'quest.progressed': words('任务有进展', 'A quest moved on', 'quest'),
  'quest.completed': words('任务完成', 'A quest was completed', 'quest> ms'),
  'level.finished': words('一关打完，胜负已定', 'A level ended, won or lost', 'station>attempt ok ms'),
  'scene.entered': words('进入一个场景', 'A scene was entered', 'scene'),
  'npc.talked': words('和角色对话', 'Somebody talked with a character', 'npc> ms'),
  'dialog.chosen': words('在对话里选了一句', 'A line was chosen in a dialog', 'node'),
  'item.used': words('用了一件道具', 'An item was used', 'item'),
  'avatar.changed': words('换了形象或称号', 'The look or the title worn was changed', 'item'),
  'match.started': words('一场对战开始', 'A match began', '>match'),
  'round.scored': words('对战一局得分', 'A round of a match was scored', '>match score'),
  'match.finished': words('一场对战结束', 'A match ended', '>match score'),
  'coin.credited': words('金币入账', 'Coins came in'),
  'coin.debited': words('金币支出', 'Coins went out'),
  'xp.gained': words('获得经验值', 'Experience points were gained'),
  'daily.checked_in': words('当天第一次到岗签到', 'The first activity of a day'),
  'mall.ordered': words('在商城下单', 'An order was placed in the mall', 'sku>order'),
  'friend.changed': words('好友请求、通过或移除', 'A friendship was asked for, accepted or ended'),
  'chat.sent': words(
    '发了一条消息，日志只记长度',
    'A message was sent; the log keeps its length only',
    'channel',
  ),
  'reaction.given': words('给了一个赞或表情', 'A reaction was given', 'thing'),
  'gift.sent': words('送出金币礼物', 'Coins were given as a gift'),
  'team.changed': words('加入、离开队伍或发出邀请', 'A team was joined, left or somebody invited', 'team'),
  'comment.posted': words(
    '写了评论，日志只记长度',
    'A comment was written; the log keeps its length only',
    'thing',
  ),
  'share.made': words('分享了内容', 'Something was shared', 'thing'),
  'profile.viewed': words('看了同事的主页', "A colleague's profile was looked at"),
  'help.exchanged': words('提问或帮人解答', 'Help was asked for or given', 'topic'),
  'board.viewed': words('看了排行榜', 'A leaderboard was looked at', 'board'),
  'rank.changed': words('榜上名次变化', 'A place on a leaderboard changed', 'board'),
  'badge.earned': words('获得徽章', 'A badge was earned', 'badge'),
  'title.earned': words('获得称号', 'A title was earned', 'title'),
  'certificate.issued': words('颁发证书', 'A certificate was issued', 'certificate'),
  'award.decided': words('评奖结果经人确认', 'An award was decided and confirmed by a person', 'award'),
  'medal.granted': words('授予奖章', 'A medal was granted', 'medal'),
  'bill.viewed': words('看了学习账单', 'A learning bill was looked at'),
  'event.voided': words('一条事件作废，不再计数', 'An event no longer counts', '>event'),
  'score.corrected': words('一个得分被更正', 'A score was corrected', 'question>attempt score'),
  'consent.changed': words('同意或撤回同意', 'A consent was given or withdrawn'),
  'erasure.executed': words('一次删除请求已执行', 'A request for erasure was carried out'),
};

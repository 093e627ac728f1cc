import type { Verb } from './events/index.ts';

const A = 'http://adlnet.gov/expapi/verbs/';
const W = 'https://w3id.org/xapi/adl/verbs/';
const SG = 'https://w3id.org/xapi/seriousgames/verbs/';
const TC = 'http://id.tincanapi.com/verb/';
const X = 'https://w3id.org/xapi/acrossx/verbs/';
const DOD = 'https://w3id.org/xapi/dod-isd/verbs/';
const AS = 'http://activitystrea.ms/';
/** Terms of our own profile stand under the deployment's address; xapi.ts puts it in front. */
const P = 'own:verbs/';

const ADL_TYPE = 'http://adlnet.gov/expapi/activities/';
const SG_TYPE = 'https://w3id.org/xapi/seriousgames/activity-types/';
const TC_TYPE = 'http://id.tincanapi.com/activitytype/';
const FC_TYPE = 'https://w3id.org/xapi/flashcards/activity-types/';
const P_TYPE = 'own:activity-types/';
export const CMI_INTERACTION = `${ADL_TYPE}cmi.interaction`;

/**
 * How a verb goes out (analytics.md 1.3): xAPI verb and activity type as IRIs; type '' = any thing, `agent` and
 * `statement` = no activity. With several `outcomes` a field of the event decides. `alone` = spans, views and coins, which go
 * out one by one only when all is asked for. `completion` = the thing is over with it.
 */
export type Mapping = {
  verb: string;
  /** Value of the deciding field -> the verb instead of `verb`; '' = says nothing outside. */
  outcomes?: { field: string; verbs: Record<string, string> };
  type: string;
  alone?: true;
  completion?: true;
};

const to = (verb: string, type: string, more: Omit<Mapping, 'verb' | 'type'> = {}): Mapping => ({
  verb,
  type,
  ...more,
});
const ALONE = { alone: true } as const;
const DONE = { completion: true } as const;

/** undefined = stays inside: it concerns rights over data, not learning. */
export const XAPI: Record<Verb, Mapping | undefined> = {
  'session.started': to(`${W}logged-in`, `${AS}application`),
  'session.ended': to(`${W}logged-out`, `${AS}application`),
  'activity.span': to(`${A}experienced`, `${SG_TYPE}screen`, ALONE),
  'nav.viewed': to(`${TC}viewed`, `${SG_TYPE}screen`, ALONE),
  'programme.enrolled': to(`${A}registered`, `${ADL_TYPE}course`),
  'island.entered': to(`${SG}accessed`, `${SG_TYPE}area`),
  'island.completed': to(`${A}completed`, `${SG_TYPE}level`, DONE),
  'lesson.started': to(`${A}initialized`, `${ADL_TYPE}lesson`),
  'lesson.completed': to(`${A}completed`, `${ADL_TYPE}lesson`, DONE),
  'card.viewed': to(`${TC}viewed`, `${FC_TYPE}flashcard`, ALONE),
  'card.rated': to(`${TC}rated`, `${FC_TYPE}flashcard`),
  'card.bookmarked': to(`${TC}bookmarked`, `${FC_TYPE}flashcard`),
  'media.progressed': to(`${A}progressed`, `${ADL_TYPE}media`),
  'hint.used': to(`${A}interacted`, `${ADL_TYPE}question`),
  'explanation.viewed': to(`${TC}reviewed`, `${ADL_TYPE}question`, ALONE),
  'review.completed': to(`${A}completed`, `${FC_TYPE}flashcard-deck`, DONE),
  'search.performed': to(`${X}searched`, `${AS}application`),
  'path.unlocked': to(`${SG}unlocked`, `${ADL_TYPE}module`),
  'recommendation.shown': to(`${P}recommended`, `${P_TYPE}recommendation`),
  'recommendation.opened': to(`${TC}selected`, `${P_TYPE}recommendation`),
  'note.created': to(`${X}annotated`, ''),

  'attempt.started': to(`${A}attempted`, `${ADL_TYPE}assessment`),
  'question.answered': to(`${A}answered`, CMI_INTERACTION),
  'question.skipped': to(`${TC}skipped`, `${ADL_TYPE}question`),
  'question.expired': to(`${P}timed-out`, `${ADL_TYPE}question`),
  'answer.changed': to(`${A}interacted`, `${ADL_TYPE}question`),
  'attempt.submitted': to(`${A}scored`, `${ADL_TYPE}assessment`, DONE),
  'exam.decided': to(`${A}failed`, `${ADL_TYPE}assessment`, {
    outcomes: { field: 'ok', verbs: { 1: `${A}passed`, 0: `${A}failed` } },
  }),
  'assignment.submitted': to(`${DOD}submitted`, `${TC_TYPE}school-assignment`),
  'assignment.graded': to(`${X}evaluated`, `${TC_TYPE}school-assignment`),
  'mastery.changed': to('', `${ADL_TYPE}objective`, {
    outcomes: { field: 'to', verbs: { mastered: `${A}mastered` } },
  }),
  'question.flagged': to(`${X}reported`, `${ADL_TYPE}question`),
  'survey.answered': to(`${A}responded`, `${P_TYPE}survey`),

  'quest.accepted': to(`${A}initialized`, `${SG_TYPE}quest`),
  'quest.progressed': to(`${A}progressed`, `${SG_TYPE}quest`),
  'quest.completed': to(`${A}completed`, `${SG_TYPE}quest`, DONE),
  'level.finished': to(`${A}completed`, `${SG_TYPE}level`, DONE),
  'scene.entered': to(`${SG}accessed`, `${SG_TYPE}zone`, ALONE),
  'npc.talked': to(`${A}interacted`, `${SG_TYPE}non-player-character`),
  'dialog.chosen': to(`${TC}selected`, `${SG_TYPE}dialog-tree`),
  'item.used': to(`${SG}used`, `${SG_TYPE}item`),
  'avatar.changed': to(`${A}preferred`, `${SG_TYPE}item`),
  'match.started': to(`${AS}play`, `${AS}game`),
  'round.scored': to(`${A}scored`, `${AS}game`),
  'match.finished': to(`${AS}leave`, `${AS}game`, {
    ...DONE,
    outcomes: { field: 'outcome', verbs: { win: `${AS}win`, lose: `${AS}lose`, tie: `${AS}tie` } },
  }),
  'coin.credited': to(`${TC}earned`, `${TC_TYPE}reward`, ALONE),
  'coin.debited': to(`${P}spent`, `${TC_TYPE}reward`, ALONE),
  'xp.gained': to(`${TC}earned`, `${TC_TYPE}reward`, ALONE),
  'daily.checked_in': to(`${A}attended`, `${AS}application`),
  'mall.ordered': to(`${AS}purchase`, `${AS}product`),

  'friend.changed': to(`${AS}remove-friend`, 'agent', {
    outcomes: {
      field: 'action',
      verbs: { request: `${AS}request-friend`, accept: `${AS}make-friend` },
    },
  }),
  'chat.sent': to(`${X}posted`, `${TC_TYPE}chat-message`),
  'reaction.given': to(`${X}liked`, ''),
  'gift.sent': to(`${AS}give`, `${TC_TYPE}reward`),
  'team.changed': to(`${AS}invite`, `${AS}group`, {
    outcomes: { field: 'action', verbs: { join: `${AS}join`, leave: `${AS}leave` } },
  }),
  'comment.posted': to(`${A}commented`, ''),
  'share.made': to(`${A}shared`, ''),
  'profile.viewed': to(`${TC}viewed`, `${TC_TYPE}user-profile`, ALONE),
  'help.exchanged': to(`${TC}replied`, `${ADL_TYPE}question`, {
    outcomes: { field: 'role', verbs: { asker: `${A}asked` } },
  }),

  'board.viewed': to(`${TC}viewed`, `${P_TYPE}leaderboard`, ALONE),
  'rank.changed': to(`${DOD}ranked`, `${P_TYPE}leaderboard`),
  'badge.earned': to(`${TC}earned`, `${AS}badge`),
  'title.earned': to(`${TC}earned`, `${P_TYPE}title`),
  'certificate.issued': to(
    `${AS}issue`,
    'https://www.opigno.org/en/tincan_registry/activity_type/certificate',
  ),
  'award.decided': to(`${TC}earned`, `${P_TYPE}award`),
  'medal.granted': to(`${W}satisfied`, `${ADL_TYPE}course`, DONE),
  'bill.viewed': to(`${TC}viewed`, `${P_TYPE}bill`, ALONE),

  'event.voided': to(`${A}voided`, 'statement'),
  'score.corrected': to(`${A}scored`, `${ADL_TYPE}assessment`),
  'consent.changed': undefined,
  'erasure.executed': undefined,
};

/** The words under which a verb's IRI is shown. */
const SHOWN: Record<string, [zh: string, en: string]> = {
  'logged-in': ['登录了', 'logged in'],
  'logged-out': ['登出了', 'logged out'],
  experienced: ['停留于', 'experienced'],
  viewed: ['查看了', 'viewed'],
  registered: ['加入了', 'registered'],
  accessed: ['进入了', 'accessed'],
  completed: ['完成了', 'completed'],
  initialized: ['开始了', 'initialized'],
  rated: ['评价了', 'rated'],
  bookmarked: ['收藏了', 'bookmarked'],
  progressed: ['推进了', 'progressed'],
  interacted: ['互动于', 'interacted'],
  reviewed: ['复习了', 'reviewed'],
  searched: ['搜索了', 'searched'],
  unlocked: ['解锁了', 'unlocked'],
  recommended: ['被推荐了', 'was recommended'],
  selected: ['选择了', 'selected'],
  annotated: ['批注了', 'annotated'],
  attempted: ['尝试了', 'attempted'],
  answered: ['回答了', 'answered'],
  skipped: ['跳过了', 'skipped'],
  'timed-out': ['超时于', 'timed out'],
  scored: ['得分于', 'scored'],
  passed: ['通过了', 'passed'],
  failed: ['未通过', 'failed'],
  submitted: ['提交了', 'submitted'],
  evaluated: ['获评于', 'evaluated'],
  mastered: ['掌握了', 'mastered'],
  reported: ['反馈了', 'reported'],
  responded: ['回应了', 'responded'],
  used: ['使用了', 'used'],
  preferred: ['选用了', 'preferred'],
  play: ['开战于', 'played'],
  win: ['赢得', 'won'],
  lose: ['输掉', 'lost'],
  tie: ['战平', 'tied'],
  leave: ['离开了', 'left'],
  earned: ['获得了', 'earned'],
  spent: ['花费了', 'spent'],
  attended: ['签到于', 'attended'],
  purchase: ['购买了', 'purchased'],
  'request-friend': ['请求加为好友', 'requested to be friends with'],
  'make-friend': ['结为好友', 'made friends with'],
  'remove-friend': ['解除好友', 'removed as a friend'],
  posted: ['发送了', 'posted'],
  liked: ['点赞了', 'liked'],
  give: ['送出了', 'gave'],
  join: ['加入了', 'joined'],
  invite: ['邀请加入', 'invited to'],
  commented: ['评论了', 'commented'],
  shared: ['分享了', 'shared'],
  asked: ['提问了', 'asked'],
  replied: ['解答了', 'replied'],
  ranked: ['排名于', 'ranked'],
  issue: ['获颁', 'was issued'],
  satisfied: ['达成了', 'satisfied'],
  voided: ['作废了', 'voided'],
};
/** The last part of an IRI. */
export const tailOf = (iri: string): string =>
  iri.slice(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1);
/** What is shown of a verb's IRI, by language. */
export const displayOf = (iri: string): { 'zh-CN': string; 'en-US': string } => {
  const [zh, en] = SHOWN[tailOf(iri)] ?? [tailOf(iri), tailOf(iri)];
  return { 'zh-CN': zh, 'en-US': en };
};

/** Every verb IRI a mapping can lead to. */
export const verbIris = ({ verb, outcomes }: Mapping): string[] => [
  ...new Set([verb, ...Object.values(outcomes?.verbs ?? {})].filter((iri) => iri !== '')),
];
/** Verbs whose statements are left out unless all is asked for. */
export const isAlone = (verb: Verb): boolean => XAPI[verb]?.alone === true;

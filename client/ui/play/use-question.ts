import { useStore } from 'zustand';
import type { Answer, QuestionView } from '../../../server/domain/answer.ts';
import type { AnswerReply } from '../../../server/domain/api.ts';
import { choose, moveOn, painted, playStore } from '../../stores/play.ts';
import { playCue } from '../sound.ts';
import { answerNow } from './attempt.ts';
import { isComplete } from './draft.ts';

/** Answers that are typed make no sound and count no change of mind with every key. */
const TYPED: readonly string[] = ['short', 'numeric', 'cloze', 'essay'];

/** Sets the draft of the shown question; replacing a complete answer by another counts as a change. */
export const draftOf =
  (question: QuestionView, before: Answer | undefined) => (answer: Answer | undefined) => {
    const typed = TYPED.includes(question.type);
    if (!typed) playCue('select');
    choose(answer, !typed && isComplete(question, before));
  };

/** These pay with each answer; the others when they are over. */
const PAID_AT_ONCE: readonly AnswerReply['attempt']['kind'][] = ['ghost', 'drill'];

/** Coins to show with a verdict. Those of a finished practice or fight belong to its result: the chest is still shut. */
export const coinsWith = (reply: AnswerReply | undefined): number =>
  reply === undefined || (reply.attempt.status === 'ended' && !PAID_AT_ONCE.includes(reply.attempt.kind))
    ? 0
    : (reply.coins ?? 0);

/** What the QuestionPanel of practice, boss and ghost needs of the play store; undefined after the end. */
export const useQuestion = () => {
  const { item, attempt, drafts, phase, reply, waiting } = useStore(playStore);
  if (item === undefined || attempt === undefined || phase === 'ended') return undefined;
  const draft = drafts[item.item];
  return {
    item,
    waiting,
    told: phase === 'verdict' ? reply : undefined,
    panel: {
      question: item.question,
      asking: `${attempt.id}-${item.item}`,
      draft,
      verdict: phase === 'verdict' ? reply?.verdict : undefined,
      mastery: phase === 'verdict' ? reply?.mastery : undefined,
      sending: phase === 'sending',
      within: attempt.id,
      onDraft: draftOf(item.question, draft),
      onCommit: answerNow,
      onNext: moveOn,
      onPainted: () => painted(performance.now()),
    },
  };
};

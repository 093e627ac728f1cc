import { useEffect, useMemo } from 'react';
import type { Answer } from '../../../server/domain/answer.ts';
import type { AttemptView } from '../../../server/domain/api.ts';
import { playStore } from '../../stores/play.ts';
import { answerNow } from './attempt.ts';
import { isComplete } from './draft.ts';

const TYPING_MS = 600;
/** These may be handed in half done: an emptied box or text must reach the server too. */
const ANY: readonly string[] = ['multiple', 'short', 'numeric', 'matching', 'cloze', 'categorising', 'essay'];

/** The answer the server has or is about to get; another tab may have changed it. */
const savedAnswer = (item: number): Answer | undefined => {
  const { queue, attempt } = playStore.getState();
  const queued = queue.findLast((q) => q.body.item === item);
  return queued === undefined ? attempt?.items.find((i) => i.item === item)?.answer : queued.body.answer;
};

/** Saves the shown exam answer: `soon` after the last keystroke or choice, or `now`. What is saved already is not sent again. */
export const useAutosave = (attempt: AttemptView): { soon: () => void; now: () => void } => {
  const id = attempt.id;
  const saver = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const now = () => {
      clearTimeout(timer);
      const { item, drafts, attempt: open } = playStore.getState();
      if (item === undefined || open?.id !== id || open.status !== 'open') return;
      const draft = drafts[item.item];
      if (draft === undefined || !(ANY.includes(item.question.type) || isComplete(item.question, draft)))
        return;
      if (JSON.stringify(savedAnswer(item.item)) !== JSON.stringify(draft)) answerNow();
    };
    const soon = () => {
      clearTimeout(timer);
      const type = playStore.getState().item?.question.type;
      if (type === 'single' || type === 'true-false') now();
      else timer = setTimeout(now, TYPING_MS);
    };
    return { now, soon };
  }, [id]);
  useEffect(() => {
    const onHide = () => saver.now();
    document.addEventListener('visibilitychange', onHide);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      saver.now();
    };
  }, [saver]);
  return saver;
};

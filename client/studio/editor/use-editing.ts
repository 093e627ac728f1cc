import { useEffect, useState } from 'react';
import type { QuestionDetail } from '../../../server/domain/api-bank.ts';
import { dropDraft, keepDraft, loadHistory, loadQuestion, saveQuestion } from '../../net/bank.ts';
import { Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { createEditing, type EditingStore } from './editing.ts';
import { keeperOf } from './kept-text.ts';

const POLL_MS = 10_000;

const after = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** The editing of one question, saved when the page is left or hidden, with news every ten seconds. */
export const useEditing = (person: string, detail: QuestionDetail): EditingStore => {
  const [editing] = useState(() =>
    createEditing(detail, {
      keepDraft,
      saveQuestion,
      loadQuestion,
      loadHistory,
      dropDraft,
      isOffline: (fault) =>
        faultOf(fault) === 'offline' || (fault instanceof Refusal && fault.code === 'rate.limited'),
      isChanged: (fault) => fault instanceof Refusal && fault.code === 'question.changed',
      keeper: keeperOf(person, detail.id),
      now: Date.now,
      after,
    }),
  );
  useEffect(() => {
    const poll = (): void => {
      if (!document.hidden) editing.poll().catch(() => undefined);
    };
    const timer = setInterval(poll, POLL_MS);
    const hide = (): void => {
      if (document.hidden) void editing.autosave.flush();
    };
    const blur = (): void => void editing.autosave.flush();
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('blur', blur);
    document.addEventListener('focusout', blur);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('blur', blur);
      document.removeEventListener('focusout', blur);
      editing.stop();
    };
  }, [editing]);
  return editing;
};

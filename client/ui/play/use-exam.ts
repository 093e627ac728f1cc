import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Answer } from '../../../server/domain/answer.ts';
import { goToItem, playStore } from '../../stores/play.ts';
import { settings } from '../../stores/settings.ts';
import { flag, submitExam } from './attempt.ts';
import { isComplete } from './draft.ts';
import type { ExamCell } from './ExamGrid.tsx';
import type { Exam } from './ExamScreen.tsx';
import { useAutosave } from './use-autosave.ts';
import { isTyping, useKeys } from './use-keys.ts';
import { draftOf } from './use-question.ts';

/** Moving, flagging, saving and handing in; N, P and F do the same by key. */
export const useExam = (attempt: Exam) => {
  const { item, drafts, flags } = useStore(playStore);
  const shortcuts = useStore(settings, (s) => s.shortcuts);
  const [handing, setHanding] = useState(false);
  const once = useRef(false);
  const autosave = useAutosave(attempt);
  const at = attempt.items.findIndex((i) => i.item === item?.item);
  const cells: ExamCell[] = attempt.items.map((i) => ({
    item: i.item,
    answered: isComplete(i.question, drafts[i.item]),
    flagged: flags[i.item] === true,
  }));

  const goTo = (index: number) => {
    autosave.now();
    goToItem(index, performance.now());
  };
  const toggleFlag = () => {
    if (item !== undefined) void flag(item.item, flags[item.item] !== true);
  };
  const choose = (answer: Answer | undefined) => {
    if (item === undefined) return;
    draftOf(item.question, drafts[item.item])(answer);
    autosave.soon();
  };
  const handIn = () => {
    if (once.current) return;
    once.current = true;
    autosave.now();
    setHanding(true);
    void submitExam().finally(() => {
      once.current = false;
      setHanding(false);
    });
  };
  useKeys(shortcuts && attempt.status === 'open' && !handing, (event) => {
    if (isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'n') goTo(at + 1);
    else if (key === 'p') goTo(at - 1);
    else if (key === 'f') toggleFlag();
  });
  return { at, cells, handing, goTo, toggleFlag, choose, handIn, saveNow: autosave.now };
};

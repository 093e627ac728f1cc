import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { keepDraft } from './draft-keeper.ts';

/** The draft of a quest for as long as its builder is open; what is not saved yet is saved when the page is left. */
export const useDraft = (person: string, quest: string) => {
  const [keeper] = useState(() => keepDraft(person, quest));
  useEffect(() => {
    keeper.open();
    void keeper.load();
    const hide = (): void => {
      if (document.visibilityState === 'hidden') void keeper.flush();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      keeper.close();
    };
  }, [keeper]);
  return { ...useStore(keeper.store), keeper };
};

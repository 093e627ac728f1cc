import { fieldsOf, listOf, numberOf } from '../editor/draft.ts';
import type { Build } from './build.ts';

/** What was typed and is not saved yet, with the state of the draft it was typed upon. */
type LocalCopy = Build & { rev: number };

const nameOf = (person: string, quest: string): string => `studio.quest.${person}.${quest}`;

export const localCopy = (person: string, quest: string): LocalCopy | undefined => {
  try {
    const kept = fieldsOf(JSON.parse(localStorage.getItem(nameOf(person, quest)) ?? 'null'));
    const rev = numberOf(kept.rev);
    if (rev === undefined || typeof kept.definition !== 'object') return undefined;
    return { rev, definition: fieldsOf(kept.definition), cards: listOf(kept.cards) };
  } catch {
    return undefined;
  }
};

/** False when this machine cannot keep it. */
export const keepLocal = (person: string, quest: string, copy: LocalCopy): boolean => {
  try {
    localStorage.setItem(nameOf(person, quest), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
};

export const dropLocal = (person: string, quest: string): void => {
  try {
    localStorage.removeItem(nameOf(person, quest));
  } catch {
    return;
  }
};

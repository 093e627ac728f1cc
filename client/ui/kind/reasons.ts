import { REASONS, type StatementKind } from '../../../server/domain/statement.ts';
import { kind as texts } from '../../i18n/zh/kind.ts';

export type ReasonKey = Extract<keyof typeof texts, `reason.${string}`>;
const isKey = (key: string): key is ReasonKey => key in texts;

/** The text of a ledger's reason word; one that this version does not know is `other`. */
export const reasonKey = (reason: string): ReasonKey => {
  const key = `reason.${reason}`;
  return isKey(key) ? key : 'reason.other';
};

const ICONS: Record<StatementKind, string> = {
  learning: 'open-book',
  battle: 'crossed-swords',
  gift: 'wrapped-gift',
  ask: 'red-question-mark',
  other: 'shopping-bags',
};
export const kindOf = (reason: string): StatementKind =>
  (Object.keys(REASONS) as (keyof typeof REASONS)[]).find((k) => REASONS[k].includes(reason)) ?? 'other';
export const iconOf = (reason: string): string => ICONS[kindOf(reason)];

/** What the statement is filtered by; `other` = every reason that is not named here. */
export const STATEMENT_KINDS = ['learning', 'battle', 'gift', 'ask', 'other'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** The reason words of the ledger by kind. */
export const REASONS: Record<Exclude<StatementKind, 'other'>, readonly string[]> = {
  learning: [
    'card',
    'practice',
    'exam',
    'scenario',
    'assignment',
    'survey',
    'boss',
    'ghost',
    'find',
    'checkin',
    'drill',
    'reading',
  ],
  battle: ['battle'],
  gift: ['gift', 'gift-tax', 'bottle'],
  ask: ['bounty', 'bounty-paid', 'bounty-back'],
};
export const NAMED_REASONS: readonly string[] = Object.values(REASONS).flat();

import type { StationKind } from '../../../server/domain/quest.ts';
import { LANGS } from '../../../server/domain/text.ts';
import { lang } from '../../i18n/index.ts';
import { textAt } from '../editor/draft.ts';

/** A text that may still be missing, in the reader's language, else in the other one; '' = nothing is written. */
export const nameIn = (value: unknown): string =>
  [textAt(value, lang()), ...LANGS.map((l) => textAt(value, l))].find((t) => t.trim() !== '') ?? '';

/** The icons of the kinds of station. */
export const KIND_ICONS = {
  card: 'open-book',
  practice: 'wrapped-gift',
  scenario: 'speech-balloon',
  assignment: 'camping',
  survey: 'memo',
  exam: 'shield',
  boss: 'octopus',
} as const satisfies Record<StationKind, string>;

import { type ReactNode, useState } from 'react';
import type { Row } from '../../../../server/domain/figure.ts';
import { remindMembers } from '../../../net/cohort.ts';
import { remindNow } from '../../../net/figures.ts';
import { useS } from '../../i18n/index.ts';
import { Note } from '../Note.tsx';

export type LetterKind = 'praise' | 'buddy' | 'time';
export type Letters = { open: (kind: LetterKind, row: Row, buddy?: Row) => void; note: ReactNode };
type Opened = { kind: LetterKind; row: Row; buddy?: Row };

/** In the cohort a word goes by its own post, outside it as a reminder by hand. */
const deliver = async (rows: readonly Row[], text: string): Promise<number> => {
  const inCohort = Map.groupBy(rows, (row) => (typeof row.cohort === 'string' ? row.cohort : ''));
  let sent = 0;
  for (const [cohort, some] of inCohort) {
    const people = some.map((row) => String(row.person));
    sent += (await (cohort === '' ? remindNow(people, text) : remindMembers(cohort, people, text))).sent;
  }
  return sent;
};

/** Praise, a buddy, free time: a message in the game, read once more before it goes out. */
export const useLetter = (): Letters => {
  const t = useS('insight');
  const [opened, setOpened] = useState<Opened>();
  const open = (kind: LetterKind, row: Row, buddy?: Row): void =>
    setOpened({ kind, row, ...(buddy ? { buddy } : {}) });
  if (opened === undefined) return { open, note: null };
  const { kind, row, buddy } = opened;
  const names = { name: String(row.name ?? ''), buddy: String(buddy?.name ?? '') };
  const send = async (text: string): Promise<string> => {
    const sent = await deliver(buddy === undefined ? [row] : [row, buddy], text);
    return t('letter.sent', { count: sent });
  };
  const note = (
    <Note
      key={`${kind} ${row.person}`}
      title={t(`letter.${kind}`, names)}
      text={t(`letter.${kind}.text`, names)}
      lead={t('letter.lead')}
      send={send}
      onClose={() => setOpened(undefined)}
    />
  );
  return { open, note };
};

import { Drawer, Empty } from 'antd';
import { useCallback } from 'react';
import type { CohortAudit, CohortBoard } from '../../../../server/domain/api-cohorts.ts';
import { dayAndTime, listOf, pick } from '../../../i18n/index.ts';
import { loadAudit } from '../../../net/cohort.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';

const MOST_NAMES = 3;
const ACTIONS = [
  'create',
  'save',
  'archive',
  'restore',
  'add',
  'remove',
  'remind',
  'extend',
  'reset',
] as const;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];

/** A change to a cohort in words. */
const useLine = (board: CohortBoard) => {
  const t = useS('cohort');
  const names = new Map([...board.members, ...board.others].map((p) => [p.person, p.name]));
  const nameOf = (person: string): string => names.get(person) ?? t('person.unknown');
  const whoOf = ({ people, person }: Record<string, unknown>): string => {
    const all = [...listIn(people), ...(typeof person === 'string' ? [person] : [])];
    const some = listOf(all.slice(0, MOST_NAMES).map(nameOf));
    return all.length > MOST_NAMES ? t('people.some', { names: some, n: all.length }) : some;
  };
  return ({ action, details }: CohortAudit): string => {
    const known = ACTIONS.find((a) => `cohort.${a}` === action);
    if (known === undefined) return action;
    const place = board.places.find((p) => p.station === details.station);
    return t(`history.${known}`, {
      name: textOf(details.name),
      who: whoOf(details),
      text: textOf(details.reason) || textOf(details.text),
      n: Number(details.days ?? 0),
      station: place === undefined ? textOf(details.station) : pick(place.name),
    });
  };
};

/** Who changed what about a cohort, newest first. */
export const History = ({ board, onClose }: { board: CohortBoard; onClose: () => void }) => {
  const t = useS('cohort');
  const { id, zone } = board.cohort;
  const { value, fault, reload } = useLoaded(useCallback(() => loadAudit(id), [id]));
  const line = useLine(board);
  return (
    <Drawer open size={440} title={t('history')} onClose={onClose}>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('history.none')} />
        )}
        <ol className="cohort-history">
          {value?.map((entry) => (
            <li key={JSON.stringify(entry)}>
              {line(entry)}
              <small>{t('history.who', { by: entry.by, at: dayAndTime(entry.at, zone) })}</small>
            </li>
          ))}
        </ol>
      </Loaded>
    </Drawer>
  );
};

import './cohorts.css';
import { App, Button, Empty, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { CohortView } from '../../../server/domain/api-cohorts.ts';
import { number, pick } from '../../i18n/index.ts';
import { archiveCohort, loadCohorts } from '../../net/cohort.ts';
import { loadQuests } from '../../net/quests.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';
import { CohortForm } from './CohortForm.tsx';
import { useDayLine } from './use-day-line.ts';

/** Running ones first, the newest first; what is archived at the end. */
const inOrder = (list: readonly CohortView[]): CohortView[] =>
  list.toSorted((a, b) => Number(a.archived) - Number(b.archived) || b.startDay - a.startDay);

const loadAll = async () => {
  const [cohorts, quests] = await Promise.all([loadCohorts(), loadQuests()]);
  return { cohorts, quests: quests.filter((q) => q.state === 'live') };
};

/** Every cohort of the company with how its people stand. */
export const Cohorts = (_: { me: Me }) => {
  const t = useS('cohort');
  const { message } = App.useApp();
  const { value, fault, reload, setValue } = useLoaded(useCallback(loadAll, []));
  const [editing, setEditing] = useState<CohortView | 'new'>();
  const put = (next: CohortView): void =>
    setValue((all) => all && { ...all, cohorts: [next, ...all.cohorts.filter((c) => c.id !== next.id)] });
  const archive = (c: CohortView): void => {
    archiveCohort(c.id, !c.archived).then(put, (f: unknown) => void message.error(faultLine(f)));
  };
  const quests = value?.quests ?? [];
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
        <div className="studio-actions">
          <Button type="primary" disabled={quests.length === 0} onClick={() => setEditing('new')}>
            {t('new')}
          </Button>
        </div>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.cohorts.length === 0 && (
          <Empty description={t(quests.length === 0 ? 'none.quests' : 'none')} />
        )}
        <ul className="cohort-rows">
          {inOrder(value?.cohorts ?? []).map((c) => (
            <li key={c.id} className={c.archived ? 'is-archived' : undefined}>
              <CohortRow cohort={c} onEdit={() => setEditing(c)} onArchive={() => archive(c)} />
            </li>
          ))}
        </ul>
      </Loaded>
      {editing !== undefined && (
        <CohortForm
          quests={quests}
          {...(editing === 'new' ? {} : { cohort: editing })}
          onSaved={(saved) => {
            put(saved);
            setEditing(undefined);
          }}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
};

type RowProps = { cohort: CohortView; onEdit: () => void; onArchive: () => void };
const CohortRow = ({ cohort, onEdit, onArchive }: RowProps) => {
  const t = useS('cohort');
  const dayLine = useDayLine();
  const counts = [
    ['state.not-started', cohort.notStarted],
    ['state.stuck', cohort.stuck],
    ['state.graduated', cohort.graduated],
  ] as const;
  return (
    <>
      <button
        type="button"
        className="cohort-open"
        onClick={() => goTo({ name: 'cohort', cohort: cohort.id })}
      >
        <strong>{cohort.name}</strong>
        <small>{pick(cohort.questName)}</small>
      </button>
      <p className="cohort-day">
        {dayLine(cohort)}
        {cohort.archived && <Tag>{t('archived')}</Tag>}
        {cohort.open && !cohort.archived && <Tag color="blue">{t('takes')}</Tag>}
      </p>
      <dl className="cohort-counts">
        <div>
          <dt>{t('state.all')}</dt>
          <dd>{number(cohort.members)}</dd>
        </div>
        {counts.map(([what, n]) => (
          <div key={what} className={what === 'state.stuck' && n > 0 ? 'is-hot' : undefined}>
            <dt>{t(what)}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      <span className="cohort-acts">
        <Button onClick={onEdit} aria-label={`${t('edit')} · ${cohort.name}`}>
          {t('edit')}
        </Button>
        <Button
          type="text"
          onClick={onArchive}
          aria-label={`${t(cohort.archived ? 'restore' : 'archive')} · ${cohort.name}`}
        >
          {t(cohort.archived ? 'restore' : 'archive')}
        </Button>
      </span>
    </>
  );
};

import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BoardPeriod, GroupKind, GroupMeasure } from '../../../server/domain/api-honour.ts';
import { GROUP_KINDS } from '../../../server/domain/api-honour.ts';
import { dayAndTime, number, useT } from '../../i18n/index.ts';
import { groupsNow } from '../../net/honours.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Choice } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { useFetched } from './use-fetched.ts';

const MEASURES = ['xp', 'correction'] as const satisfies readonly GroupMeasure[];
const PERIODS = ['day', 'week', 'month', 'all'] as const satisfies readonly BoardPeriod[];

/** Departments or cohorts by the mean of their active members. */
export const GroupsBoard = ({ me }: { me: Me }) => {
  const t = useT('honours');
  const [by, setBy] = useState<GroupKind>('department');
  const [measure, setMeasure] = useState<GroupMeasure>('xp');
  const [period, setPeriod] = useState<BoardPeriod>('week');
  const fetchIt = useCallback(() => groupsNow({ by, measure, period }), [by, measure, period]);
  const { value: view, fault, again } = useFetched(fetchIt);
  const least = view?.least ?? 5;
  return (
    <Card aria-label={t('view.groups')}>
      <div className="rank-picks">
        <Choice
          label={t('by')}
          value={by}
          options={GROUP_KINDS.map((value) => ({ value, label: t(`by.${value}`) }))}
          onPick={setBy}
        />
        <Choice
          label={t('measure')}
          value={measure}
          options={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
          onPick={setMeasure}
        />
        <Choice
          label={t('period')}
          value={period}
          options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          onPick={setPeriod}
        />
      </div>
      {fault !== undefined && (
        <>
          <FaultNote code={fault} />
          <Button onClick={again}>↻</Button>
        </>
      )}
      {view === undefined && fault === undefined && <Waiting />}
      {view?.rows.length === 0 && <p className="page-empty">{t('group.none', { least })}</p>}
      {view !== undefined && view.rows.length > 0 && (
        <>
          <ol className="rows rank-list">
            {view.rows.map((g) => (
              <li key={g.id}>
                <div
                  className={`row row-flat rank-row${g.mine ? ' rank-mine' : ''}`}
                  aria-current={g.mine || undefined}
                >
                  <span className="rank-place num" role="img" aria-label={t('rank', { rank: g.rank })}>
                    {g.rank}
                  </span>
                  <span className="row-text">
                    <b>
                      {g.name}
                      {g.mine && <em className="tag">{t('group.mine')}</em>}
                    </b>
                    <small>{t('group.active', { n: number(g.active) })}</small>
                  </span>
                  <span className="row-end num">{t('group.mean', { mean: number(g.mean) })}</span>
                </div>
              </li>
            ))}
          </ol>
          <p className="rank-foot">{t('asof', { time: dayAndTime(view.asOf, me.org.zone) })}</p>
        </>
      )}
      <details className="details">
        <summary>{t('what')}</summary>
        <p>{t('what.groups', { least })}</p>
      </details>
    </Card>
  );
};

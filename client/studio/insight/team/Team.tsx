import type { Row } from '../../../../server/domain/figure.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { Checklist } from '../effect/Checklist.tsx';
import type { ScreenProps } from '../Insight.tsx';
import { Help } from './Help.tsx';
import { useLetter } from './Letter.tsx';

const WEEKS = 8;
const byName = (rows: Row[]): Row[] =>
  [...rows].sort(
    (a, b) =>
      String(a.name).localeCompare(String(b.name), 'zh-CN') ||
      String(a.person).localeCompare(String(b.person)),
  );
const lastWeeks = (rows: Row[]): Row[] => rows.slice(-WEEKS);

/** Is my team on track, and whom do I help? People stand by name: nobody is ranked here. */
export const Team = (props: ScreenProps) => {
  const { filter, me } = props;
  const t = useS('insight');
  const letter = useLetter();
  const everywhere = withoutDepartment(filter);
  return (
    <div className="figures">
      {filter.department === undefined && <p className="studio-note figures-part">{t('team.choose')}</p>}
      <FigureCard
        wide
        metric="programme.islands"
        filter={filter}
        asks={t('ask.track')}
        draw={{ kind: 'strip', label: 'name', done: 'done', of: 'of', late: 'late', each: 'island' }}
        rows={byName}
        onOpen={(row) => letter.open('praise', row)}
        act={<p className="studio-note">{t('praise.lead')}</p>}
      />
      <Help {...props} letter={letter} />
      <FigureCard
        metric="programme.departments"
        filter={everywhere}
        asks={t('ask.compare')}
        draw={{
          kind: 'dots',
          label: 'department',
          value: 'rate',
          band: ['low', 'high'],
          mine: (row) => row.department === filter.department,
        }}
      />
      <FigureCard
        metric="answers.by_week"
        title={t('title.trend')}
        filter={filter}
        asks={t('ask.trend')}
        draw={{ kind: 'line', x: 'week', lines: [{ value: 'people' }] }}
        rows={lastWeeks}
      />
      <FigureCard
        wide
        metric="programme.team_battles"
        filter={filter}
        asks={t('ask.battles')}
        draw={{ kind: 'table' }}
      />
      {me.person.role !== 'trainer' && <Checklist />}
      {letter.note}
    </div>
  );
};

/** A comparison needs the others. */
const withoutDepartment = (filter: ScreenProps['filter']): ScreenProps['filter'] => {
  const { department: _, ...rest } = filter;
  return rest;
};

import { Collapse, Select } from 'antd';
import { AUTO_GRADED } from '../../../server/domain/question.ts';
import { pick } from '../../i18n/index.ts';
import { type Draft, listOf, put, stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { leaveByTab } from '../parts/leave-by-tab.ts';
import { Field, useSaid } from './fields.tsx';
import { BankField } from './IslandForm.tsx';
import { readyByPoint } from './ready.ts';
import type { StationProps } from './StationForm.tsx';

const some = (list: readonly string[]): readonly string[] | undefined =>
  list.length === 0 ? undefined : list;
const textsOf = (value: unknown): string[] => listOf(value).map(stringOf);

/** Which questions a station draws: knowledge points with what they have ready, and behind a fold types and bank. */
export const Asked = ({ path, station, sources, bank, onChange }: StationProps) => {
  const t = useS('quests');
  const set = (field: string) => (value: unknown) => onChange(put(station, field, value));
  const isSpecial = station.types !== undefined || station.bank !== undefined;
  return (
    <>
      {station.blueprint === undefined && (
        <Points path={path} station={station} bank={bank} onChange={set('points')} />
      )}
      <Collapse
        ghost
        size="small"
        defaultActiveKey={isSpecial ? ['more'] : []}
        items={[
          {
            key: 'more',
            label: t('more_settings'),
            children: (
              <div className="qb-row">
                <Types path={path} station={station} onChange={set('types')} />
                <BankField
                  label={t('bank.own')}
                  usual={t('bank.island')}
                  path={`${path}.bank`}
                  value={stringOf(station.bank)}
                  sources={sources}
                  onChange={set('bank')}
                />
              </div>
            ),
          },
        ]}
      />
    </>
  );
};

type PointsProps = Pick<StationProps, 'path' | 'station' | 'bank'> & { onChange: (next: unknown) => void };
const Points = ({ path, station, bank, onChange }: PointsProps) => {
  const t = useS('quests');
  const said = useSaid(`${path}.points`);
  const counts = readyByPoint(bank?.ready ?? [], station);
  const options = (bank?.points ?? []).map((p) => ({
    value: p.id,
    label: t('points.one', { name: pick(p.name), n: counts.get(p.id) ?? 0 }),
  }));
  return (
    <Field label={t('points')} path={`${path}.points`}>
      <Select
        mode="multiple"
        onInputKeyDown={leaveByTab}
        aria-label={t('points')}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('points.all')}
        value={textsOf(station.points)}
        options={options}
        onChange={(next: string[]) => onChange(some(next))}
        {...(said.length > 0 ? { status: 'error' as const } : {})}
      />
    </Field>
  );
};

const Types = ({
  path,
  station,
  onChange,
}: {
  path: string;
  station: Draft;
  onChange: (next: unknown) => void;
}) => {
  const t = useS('quests');
  const ts = useS('shell');
  return (
    <Field label={t('types')} path={`${path}.types`}>
      <Select
        mode="multiple"
        onInputKeyDown={leaveByTab}
        aria-label={t('types')}
        placeholder={t('types.all')}
        value={textsOf(station.types)}
        options={AUTO_GRADED.map((type) => ({ value: type, label: ts(`type.${type}`) }))}
        onChange={(next: string[]) => onChange(some(next))}
      />
    </Field>
  );
};

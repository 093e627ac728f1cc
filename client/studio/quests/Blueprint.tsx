import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, InputNumber, Segmented, Select } from 'antd';
import { EXAM_QUESTIONS } from '../../../server/domain/rewards.ts';
import { number, pick } from '../../i18n/index.ts';
import { type Draft, fieldsOf, listOf, numberOf, put, putAt, stringOf, without } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { Field, Said } from './fields.tsx';
import { drawnGroups, type RowSum, sumBlueprint } from './ready.ts';
import type { StationProps } from './StationForm.tsx';

const LEVELS = [1, 2, 3, 4, 5] as const;
const MOST_ROWS = 30;

/** How an exam draws: from all, or row by row of knowledge point, difficulty and count, with what is there for each. */
export const Blueprint = ({ path, station, bank, onChange }: StationProps) => {
  const t = useS('quests');
  const rows = listOf(station.blueprint).map(fieldsOf);
  const isOn = station.blueprint !== undefined;
  const write = (next: readonly unknown[] | undefined): void => onChange(put(station, 'blueprint', next));
  const begin = (): void => {
    const { points: _, questions: n, ...rest } = station;
    onChange({ ...rest, blueprint: [{ n: numberOf(n) ?? EXAM_QUESTIONS }] });
  };
  const sum = sumBlueprint(rows, drawnGroups(bank?.ready ?? [], station));
  return (
    <Field label={t('blueprint.how')} path={`${path}.blueprint`} group>
      <Segmented
        aria-label={t('blueprint.how')}
        value={isOn ? 'on' : 'off'}
        options={(['off', 'on'] as const).map((v) => ({ value: v, label: t(`blueprint.${v}`) }))}
        onChange={(v) => (v === 'on' ? begin() : write(undefined))}
      />
      {isOn && (
        <table className="qb-plan" aria-label={t('blueprint')}>
          <thead>
            <tr>
              <th>{t('blueprint.point')}</th>
              <th>{t('blueprint.difficulty')}</th>
              <th>{t('blueprint.count')}</th>
              <th>{t('blueprint.available')}</th>
              <th aria-label={t('column.actions')} />
            </tr>
          </thead>
          <tbody>
            {[...rows.entries()].map(([i, row]) => (
              <Row
                key={i}
                at={i}
                row={row}
                path={`${path}.blueprint.${i}`}
                sum={bank === undefined ? undefined : sum.rows[i]}
                bank={bank}
                onChange={(next) => write(putAt(rows, i, next))}
                onRemove={() => write(without(rows, i))}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>
                <Button
                  size="small"
                  icon={<PlusOutlined />}
                  disabled={rows.length >= MOST_ROWS}
                  onClick={() => write([...rows, { n: 1 }])}
                >
                  {t('blueprint.add')}
                </Button>
              </td>
              <td colSpan={3}>
                <strong role="status">{t('blueprint.sum', { n: sum.questions })}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      )}
    </Field>
  );
};

type RowProps = Pick<StationProps, 'bank'> & {
  at: number;
  row: Draft;
  path: string;
  sum: RowSum | undefined;
  onChange: (next: Draft) => void;
  onRemove: () => void;
};
const Row = ({ at, row, path, sum, bank, onChange, onRemove }: RowProps) => {
  const t = useS('quests');
  const said = (what: string): string => `${t('blueprint.row', { n: at + 1 })} · ${what}`;
  const [low, high] = listOf(row.difficulty).map(numberOf);
  const range = (from: number, to: number): void =>
    onChange(put(row, 'difficulty', from === 1 && to === 5 ? undefined : [from, to]));
  const options = LEVELS.map((l) => ({ value: l, label: String(l) }));
  return (
    <tr data-path={path}>
      <td>
        <Select
          aria-label={said(t('blueprint.point'))}
          value={stringOf(row.point)}
          options={[
            { value: '', label: t('blueprint.any') },
            ...(bank?.points ?? []).map((p) => ({ value: p.id, label: pick(p.name) })),
          ]}
          onChange={(point: string) => onChange(put(row, 'point', point === '' ? undefined : point))}
        />
        <Checkbox
          aria-label={said(t('blueprint.essay'))}
          checked={row.essay === true}
          onChange={(e) => onChange(put(row, 'essay', e.target.checked ? true : undefined))}
        >
          {t('blueprint.essay')}
        </Checkbox>
        <Said path={path} />
        <Said path={`${path}.difficulty`} />
      </td>
      <td className="qb-range">
        <Select
          aria-label={said(t('blueprint.from'))}
          value={low ?? 1}
          options={options}
          onChange={(l: number) => range(l, high ?? 5)}
        />
        –
        <Select
          aria-label={said(t('blueprint.to'))}
          value={high ?? 5}
          options={options}
          onChange={(h: number) => range(low ?? 1, h)}
        />
      </td>
      <td>
        <InputNumber
          aria-label={said(t('blueprint.count'))}
          min={1}
          max={50}
          precision={0}
          value={numberOf(row.n) ?? null}
          onChange={(n) => onChange(put(row, 'n', typeof n === 'number' ? n : undefined))}
        />
      </td>
      <td
        data-label={t('blueprint.available')}
        className={sum !== undefined && sum.missing > 0 ? 'qb-short' : undefined}
      >
        {sum !== undefined && number(sum.fitting)}
        {sum !== undefined && sum.missing > 0 && <small>{t('blueprint.missing', { n: sum.missing })}</small>}
      </td>
      <td>
        <Button
          type="text"
          aria-label={t('blueprint.remove', { n: at + 1 })}
          icon={<DeleteOutlined />}
          onClick={onRemove}
        />
      </td>
    </tr>
  );
};

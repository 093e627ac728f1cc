import './station.css';
import { Checkbox, InputNumber, Select } from 'antd';
import { CREDIT_KINDS } from '../../../../server/domain/quest.ts';
import { type Draft, fieldsOf, numberOf, put } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field } from '../fields.tsx';
import { kindIn, type StationCredits } from './station-credits.ts';

type Props = {
  path: string;
  station: Draft;
  /** What it counts now; undefined = not known yet. */
  credits: StationCredits | undefined;
  onChange: (next: Draft) => void;
};

/** Whether a station may be left out, and what it counts. */
export const Standing = ({ path, station, credits, onChange }: Props) => {
  const t = useS('station');
  const own = station.credits === undefined ? undefined : fieldsOf(station.credits);
  const set = (field: string) => (value: unknown) => onChange(put(station, field, value));
  const auto =
    credits === undefined || own !== undefined
      ? t('credits.auto.unknown')
      : `${t('credits.auto', { n: credits.points })} · ${t(`credit.${credits.kind}`)}`;
  const choose = (kind: string): void =>
    set('credits')(kind === '' ? undefined : { kind, points: numberOf(own?.points) ?? credits?.points ?? 0 });
  return (
    <div className="qb-row st-standing">
      <Field label={t('credits')} hint={t('credits.hint')} path={`${path}.credits`} group>
        <span className="qb-look">
          <Select
            aria-label={t('credits')}
            value={own === undefined ? '' : kindIn(own)}
            options={[
              { value: '', label: auto },
              ...CREDIT_KINDS.map((k) => ({ value: k, label: t(`credit.${k}`) })),
            ]}
            onChange={choose}
          />
          {own !== undefined && (
            <InputNumber
              aria-label={t('credits.points')}
              min={0}
              max={100}
              precision={0}
              value={numberOf(own.points) ?? null}
              onChange={(n) => set('credits')(put(own, 'points', typeof n === 'number' ? n : undefined))}
            />
          )}
        </span>
      </Field>
      <Field label={t('optional')} path={`${path}.optional`} group>
        <Checkbox
          checked={station.optional === true}
          onChange={(e) => set('optional')(e.target.checked ? true : undefined)}
        >
          {t('optional.on')}
        </Checkbox>
      </Field>
    </div>
  );
};

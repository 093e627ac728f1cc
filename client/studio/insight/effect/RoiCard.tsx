import { App, Button, Input, InputNumber } from 'antd';
import { useCallback, useState } from 'react';
import type { Sheet } from '../../../../server/domain/api-effect.ts';
import { type RoiSheet, roiOf } from '../../../../server/domain/effect.ts';
import { dayAndTime, number, percent } from '../../../i18n/index.ts';
import { loadRoi, saveRoi } from '../../../net/effect.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { withOne } from './osm.ts';
import { breakEven } from './roi.ts';

type Benefit = RoiSheet['benefits'][number];
type Cost = RoiSheet['costs'][number];
/** Lines have no id of their own: their place is all they have. */
const numbered = <T,>(all: readonly T[]): { one: T; n: number }[] => all.map((one, n) => ({ one, n }));
const whole = (n: number): string => number(Math.round(n));

/** Return on investment by numbers that people enter; every assumption stands beside the result. */
export const RoiCard = ({ zone }: { zone: string }) => {
  const t = useS('effect');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadRoi(), []));
  return (
    <section className="effect-card" aria-labelledby="effect-roi">
      <h2 id="effect-roi">{t('roi')}</h2>
      <p className="studio-note">{t('roi.about')}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && <Form key={value.rev} sheet={value} zone={zone} onSaved={setValue} />}
      </Loaded>
    </section>
  );
};

type FormProps = { sheet: Sheet<RoiSheet>; zone: string; onSaved: (next: Sheet<RoiSheet>) => void };
const Form = ({ sheet, zone, onSaved }: FormProps) => {
  const t = useS('effect');
  const { message } = App.useApp();
  const [data, setData] = useState(sheet.data);
  const save = (): void =>
    void saveRoi(sheet.rev, data).then(onSaved, (f: unknown) => void message.error(faultLine(f)));
  const { benefits, costs } = data;
  const putBenefit = (at: number, next?: Benefit): void =>
    setData({ ...data, benefits: withOne(benefits, at, next) });
  const putCost = (at: number, next?: Cost): void => setData({ ...data, costs: withOne(costs, at, next) });
  const isSame = JSON.stringify(data) === JSON.stringify(sheet.data);
  const isNamed = [...benefits, ...costs].every(({ name }) => name.trim() !== '');
  return (
    <>
      <h3>{t('roi.benefits')}</h3>
      {numbered(benefits).map(({ one, n }) => (
        <BenefitLine key={n} line={one} onChange={(next) => putBenefit(n, next)} />
      ))}
      <Button
        onClick={() =>
          setData({
            ...data,
            benefits: [...benefits, { name: '', amount: 0, isolation: 0.5, confidence: 0.5, source: '' }],
          })
        }
      >
        {t('roi.add.benefit')}
      </Button>
      <h3>{t('roi.costs')}</h3>
      {numbered(costs).map(({ one, n }) => (
        <CostLine key={n} line={one} onChange={(next) => putCost(n, next)} />
      ))}
      <Button onClick={() => setData({ ...data, costs: [...costs, { name: '', amount: 0, source: '' }] })}>
        {t('roi.add.cost')}
      </Button>
      <Result data={data} />
      <p className="effect-save">
        <Button type="primary" disabled={isSame || !isNamed} onClick={save}>
          {t('save')}
        </Button>
        {!isNamed && <span>{t('roi.unnamed')}</span>}
        {sheet.savedAt !== undefined && (
          <small>{t('saved', { name: sheet.savedBy ?? '', at: dayAndTime(sheet.savedAt, zone) })}</small>
        )}
      </p>
    </>
  );
};

type LineProps<T> = { line: T; onChange: (next?: T) => void };
const BenefitLine = ({ line, onChange }: LineProps<Benefit>) => {
  const t = useS('effect');
  const share = (field: 'isolation' | 'confidence') => (
    <Labelled label={t(`roi.${field}`)}>
      <InputNumber
        min={0}
        max={100}
        value={Math.round(line[field] * 100)}
        onChange={(n) => onChange({ ...line, [field]: (n ?? 0) / 100 })}
      />
    </Labelled>
  );
  return (
    <div className="effect-fields effect-line">
      <Head line={line} onChange={onChange} label={t('roi.benefit')} />
      {share('isolation')}
      {share('confidence')}
      <Tail line={line} onChange={onChange} />
    </div>
  );
};
const CostLine = ({ line, onChange }: LineProps<Cost>) => {
  const t = useS('effect');
  return (
    <div className="effect-fields effect-line">
      <Head line={line} onChange={onChange} label={t('roi.cost.name')} />
      <Tail line={line} onChange={onChange} />
    </div>
  );
};

const Head = <T extends Cost>({ line, onChange, label }: LineProps<T> & { label: string }) => {
  const t = useS('effect');
  return (
    <>
      <Labelled label={label}>
        <Input
          maxLength={120}
          value={line.name}
          onChange={(e) => onChange({ ...line, name: e.target.value })}
        />
      </Labelled>
      <Labelled label={t('roi.amount')}>
        <InputNumber
          min={0}
          max={1e12}
          value={line.amount}
          onChange={(n) => onChange({ ...line, amount: n ?? 0 })}
        />
      </Labelled>
    </>
  );
};
const Tail = <T extends Cost>({ line, onChange }: LineProps<T>) => {
  const t = useS('effect');
  return (
    <>
      <Labelled label={t('roi.source')}>
        <Input
          maxLength={200}
          value={line.source}
          onChange={(e) => onChange({ ...line, source: e.target.value })}
        />
      </Labelled>
      <Button aria-label={`${t('remove')} · ${line.name}`} onClick={() => onChange(undefined)}>
        {t('remove')}
      </Button>
    </>
  );
};

const Result = ({ data }: { data: RoiSheet }) => {
  const t = useS('effect');
  const { benefit, cost, roi } = roiOf(data);
  const even = breakEven(data);
  const facts: [string, string][] = [
    [t('roi.credited'), whole(benefit)],
    [t('roi.cost'), whole(cost)],
    [t('roi.net'), whole(benefit - cost)],
    [t('roi.percent'), roi === null ? t('nodata') : percent(roi)],
  ];
  return (
    <div aria-live="polite">
      <dl className="effect-facts">
        {facts.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      <p className="studio-note">{t('roi.formula')}</p>
      {even !== undefined && <p>{t('roi.even', { n: percent(even) })}</p>}
    </div>
  );
};

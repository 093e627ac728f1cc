import { InputNumber } from 'antd';
import { useState } from 'react';
import { number } from '../../../i18n/index.ts';
import { useS } from '../../i18n/index.ts';
import { keepList, keptList } from '../../parts/keep.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { type Assumptions, assumptionsIn, breakEven, ROI_FIELDS, roiOf } from './roi.ts';

const SHARES: ReadonlySet<keyof Assumptions> = new Set(['isolation', 'confidence']);
const whole = (n: number): string => number(Math.round(n));

/** Return on investment by numbers that people enter; every assumption stands beside the result. */
export const RoiCard = ({ person }: { person: string }) => {
  const t = useS('effect');
  const [a, setA] = useState(() => assumptionsIn(keptList(person, 'roi')));
  const put = (next: Assumptions): void => {
    setA(next);
    keepList(
      person,
      'roi',
      ROI_FIELDS.map((field) => String(next[field])),
    );
  };
  return (
    <section className="effect-card" aria-labelledby="effect-roi">
      <h2 id="effect-roi">{t('roi')}</h2>
      <p className="studio-note">{t('roi.about')}</p>
      <div className="effect-fields">
        {ROI_FIELDS.map((field) => (
          <Labelled key={field} label={t(`roi.${field}`)}>
            <InputNumber
              min={0}
              max={SHARES.has(field) ? 100 : 1e12}
              value={SHARES.has(field) ? Math.round(a[field] * 100) : a[field]}
              onChange={(n) => put({ ...a, [field]: SHARES.has(field) ? (n ?? 0) / 100 : (n ?? 0) })}
            />
          </Labelled>
        ))}
      </div>
      <Result a={a} />
    </section>
  );
};

const Result = ({ a }: { a: Assumptions }) => {
  const t = useS('effect');
  const roi = roiOf(a);
  const even = breakEven(a);
  const facts: [string, string][] = [
    [t('roi.credited'), whole(roi.credited)],
    [t('roi.time'), whole(roi.time)],
    [t('roi.cost'), whole(roi.cost)],
    [t('roi.net'), whole(roi.net)],
    [t('roi.percent'), roi.percent === undefined ? t('nodata') : `${whole(roi.percent)}%`],
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
      {even !== undefined && roi.cost > 0 && <p>{t('roi.even', { n: whole(even) })}</p>}
    </div>
  );
};

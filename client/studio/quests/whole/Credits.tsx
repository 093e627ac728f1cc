import '../station/station.css';
import { Button } from 'antd';
import { CREDIT_KINDS } from '../../../../server/domain/quest.ts';
import { type Draft, fieldsOf, numberOf, put } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Amount, Field } from '../fields.tsx';

/** As credits.ts shares them out when a quest says nothing. */
const USUAL = { required: 40, elective: 30, practice: 30 } as const;
const ALL = 100;
type Props = { value: unknown; onChange: (next: Draft | undefined) => void };

/** How the hundred credits are shared out between required, elective and practice. */
export const Credits = ({ value, onChange }: Props) => {
  const t = useS('station');
  const own: Draft = value === undefined ? USUAL : fieldsOf(value);
  const parts = CREDIT_KINDS.map((k) => numberOf(own[k]) ?? 0);
  const sum = parts.reduce((a, b) => a + b, 0);
  const said =
    sum === ALL
      ? t('shares.good')
      : sum < ALL
        ? t('shares.sum', { n: sum, left: ALL - sum })
        : t('shares.over', { n: sum, left: sum - ALL });
  return (
    <Field label={t('shares.title')} path="credits" group>
      <div className="st-shares">
        {CREDIT_KINDS.map((k) => (
          <Amount
            key={k}
            label={t(`credit.${k}`)}
            path={`credits.${k}`}
            min={0}
            max={ALL}
            value={own[k]}
            onChange={(n) => onChange(put(own, k, n ?? 0))}
          />
        ))}
      </div>
      <span className="st-bar" aria-hidden>
        {CREDIT_KINDS.map((k, i) => (
          <i key={k} style={{ width: `${((parts[i] ?? 0) / Math.max(ALL, sum)) * ALL}%` }} />
        ))}
      </span>
      <span className="qb-look">
        <strong role="status" className={sum === ALL ? undefined : 'qb-fault'}>
          {said}
        </strong>
        {value !== undefined && (
          <Button size="small" onClick={() => onChange(undefined)}>
            {t('shares.usual')}
          </Button>
        )}
      </span>
    </Field>
  );
};

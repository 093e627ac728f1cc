import './station.css';
import { Modal } from 'antd';
import { useCallback } from 'react';
import type { SurveyResult } from '../../../../server/domain/api-station.ts';
import { percent } from '../../../i18n/index.ts';
import { loadSurveyResults } from '../../../net/submission.ts';
import { type Draft, fieldsOf, listOf, stringOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { nameIn } from '../names.ts';

const FEWEST = 5;
/** Normal deviate of a 95% interval. */
const Z_95 = 1.96;
const whole = (n: number): string => (n > 0 ? `+${Math.round(n)}` : String(Math.round(n)).replace('-', '−'));
type Item = SurveyResult['items'][number];
type Props = { station: string; name: string; survey: Draft; onClose: () => void };

/** What a survey said, item by item, without names. */
export const SurveyResults = ({ station, name, survey, onClose }: Props) => {
  const t = useS('station');
  const { value, fault, reload } = useLoaded(useCallback(() => loadSurveyResults(station), [station]));
  const asked = new Map(listOf(survey.items).map((i) => [stringOf(fieldsOf(i).id), fieldsOf(i)]));
  return (
    <Modal open width={620} footer={null} title={`${t('results')} · ${name}`} onCancel={onClose}>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value !== undefined && (
          <div className="results">
            <p>{value.people === 0 ? t('results.none') : t('results.people', { count: value.people })}</p>
            {value.people > 0 &&
              value.items.map((item) => <ItemResult key={item.id} item={item} asked={asked.get(item.id)} />)}
          </div>
        )}
      </Loaded>
    </Modal>
  );
};

const ItemResult = ({ item, asked }: { item: Item; asked: Draft | undefined }) => {
  const t = useS('station');
  return (
    <section>
      <h3>{asked === undefined ? t('results.gone') : nameIn(asked.text)}</h3>
      <small className="studio-note">{t('results.n', { count: item.n })}</small>
      {item.n < FEWEST ? <p>{t('results.few')}</p> : <Figures item={item} asked={asked} />}
    </section>
  );
};

const Figures = ({ item, asked }: { item: Item; asked: Draft | undefined }) => {
  const t = useS('station');
  const { mean, satisfied, nps, counts, texts } = item;
  if (nps !== undefined) {
    const margin = Z_95 * nps.se;
    const [low, high] = [Math.max(-100, nps.score - margin), Math.min(100, nps.score + margin)];
    return (
      <p>
        <span className="results-figure">{t('results.nps', { score: whole(nps.score) })}</span>{' '}
        {t('results.margin', { low: whole(low), high: whole(high) })}
      </p>
    );
  }
  if (counts !== undefined)
    return <Bars counts={counts} labels={listOf(asked?.options).map((o) => nameIn(o))} />;
  return (
    <>
      {mean !== undefined && (
        <p>
          <span className="results-figure">{t('results.mean', { mean: mean.toFixed(1) })}</span>{' '}
          {satisfied !== undefined && t('results.satisfied', { share: percent(satisfied) })}
        </p>
      )}
      {[...(texts ?? []).entries()].map(([i, text]) => (
        <blockquote key={`${i} ${text}`}>{text}</blockquote>
      ))}
    </>
  );
};

const Bars = ({ counts, labels }: { counts: readonly number[]; labels: readonly string[] }) => {
  const most = Math.max(1, ...counts);
  return (
    <ul className="results-bars">
      {[...counts.entries()].map(([i, n]) => (
        <li key={i}>
          <span>{labels[i] ?? i + 1}</span>
          <i style={{ width: `${(n / most) * 100}%` }} />
          <b className="num">{n}</b>
        </li>
      ))}
    </ul>
  );
};

import './awards.css';
import { Alert, Button, Tag } from 'antd';
import { useCallback } from 'react';
import type { AwardDetail } from '../../../server/domain/api-award.ts';
import { dayAndTime, lang, number, pick, useT } from '../../i18n/index.ts';
import { auditFile, loadAward } from '../../net/awards.ts';
import { dayText } from '../cohorts/day-text.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';
import { Audit } from './Audit.tsx';
import { STATUS_COLOUR } from './Awards.tsx';
import { Editor } from './Editor.tsx';
import { Steps } from './Steps.tsx';
import { Values } from './Values.tsx';

/** One award: its rule, the steps it takes, and why every place is what it is. */
export const AwardPage = ({ award }: { award: string }) => {
  const t = useS('awards');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadAward(award), [award]));
  const put = (next: AwardDetail): void => setValue(next);
  return (
    <>
      <header className="studio-head">
        <h1>{value === undefined ? t('title') : pick(value.definition.name)}</h1>
        {value && <Tag color={STATUS_COLOUR[value.status]}>{t(`status.${value.status}`)}</Tag>}
        <div className="studio-actions">
          <Button onClick={() => goTo({ name: 'awards' })}>{t('back')}</Button>
        </div>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && <Body detail={value} onChange={put} />}
      </Loaded>
    </>
  );
};

const Body = ({ detail, onChange }: { detail: AwardDetail; onChange: (next: AwardDetail) => void }) => {
  const t = useS('awards');
  const { result, status } = detail;
  return (
    <div className="award-page">
      {!detail.intact && <Alert type="error" showIcon title={t('tampered')} />}
      {detail.reason !== undefined && <Alert type="info" title={t('reason', { reason: detail.reason })} />}
      {status === 'draft' ? (
        <Editor key={detail.version} detail={detail} onChange={onChange} />
      ) : (
        <Told detail={detail} />
      )}
      <Values detail={detail} onChange={onChange} />
      {status !== 'draft' && <Steps detail={detail} onChange={onChange} />}
      {result && (
        <section className="award-card" aria-label={t('score')}>
          <p className="award-files">
            <b>{t('eligible', { n: number(result.eligible) })}</b>
            <a href={auditFile(detail.id, 'xlsx', lang())} download>
              {t('xlsx')}
            </a>
            <a href={auditFile(detail.id, 'csv', lang())} download>
              {t('csv')}
            </a>
          </p>
          <Audit
            definition={detail.definition}
            result={result}
            {...(status === 'closed' ? { award: detail.id, onChange } : {})}
          />
        </section>
      )}
      <Acts detail={detail} />
    </div>
  );
};

/** The rule as it was announced. */
const Told = ({ detail }: { detail: AwardDetail }) => {
  const t = useS('awards');
  const ts = useT('seasons');
  const { definition: def } = detail;
  return (
    <section className="award-card" aria-label={t('parts')}>
      <p>
        {t('row.days', { from: dayText(def.from), to: dayText(def.to) })} ·{' '}
        {ts(`award.take.${def.take.kind}`, { n: def.take.n })}
      </p>
      {def.kind === 'composite' ? (
        <>
          <ul className="award-weights">
            {def.components.map((c) => (
              <li key={c.id}>
                <span>{c.label ? pick(c.label) : ts(`award.m.${c.metric}`)}</span>
                <b>{c.weight}%</b>
                <small>
                  {t(`direction.${c.direction}`)} · {t('missing')}
                  {lang() === 'zh' ? '：' : ': '}
                  {t(`missing.${c.missing}`)}
                  {c.cap !== undefined && ` · ${t('cap')} ${c.cap}`}
                </small>
              </li>
            ))}
          </ul>
          <p>
            {t('peers')} {t(`peers.${def.peers}`)} · {t('answers')} {def.eligible.answers} · {t('tie')}{' '}
            {t(`tie.${def.tie}`)}
          </p>
        </>
      ) : (
        <p>
          {t('before')} {t('row.days', { from: dayText(def.before.from), to: dayText(def.before.to) })} ·{' '}
          {t('answers')} {def.answers}
        </p>
      )}
      <p className="studio-note">{t('version.line', { n: detail.version, hash: detail.hash ?? '' })}</p>
    </section>
  );
};

const Acts = ({ detail }: { detail: AwardDetail }) => {
  const t = useS('awards');
  return (
    <details className="award-card">
      <summary>{t('acts')}</summary>
      <ul className="award-acts">
        {detail.acts.map((a) => (
          <li key={`${a.at} ${a.action}`}>
            {dayAndTime(a.at)} · {a.by} · {t(`act.${a.action.slice('award.'.length)}` as 'act.save')}
            {typeof a.details.reason === 'string' && ` · ${a.details.reason}`}
          </li>
        ))}
      </ul>
    </details>
  );
};

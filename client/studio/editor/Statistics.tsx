import { Alert } from 'antd';
import { useCallback } from 'react';
import type { QuestionStatistics } from '../../../server/domain/api-bank.ts';
import { dayAndTime, number, percent } from '../../i18n/index.ts';
import { loadStatistics } from '../../net/bank.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { useLoaded } from '../parts/use-loaded.ts';

/** What the answers say of a question, with how many more are needed to say it. */
export const Statistics = ({ question }: { question: string }) => {
  const t = useS('editor');
  const { value, fault } = useLoaded(useCallback(() => loadStatistics(question), [question]));
  if (fault !== undefined) return <p className="qf-note">{t('stats.none')}</p>;
  if (value === undefined) return <Waiting />;
  return <Figures stats={value} />;
};

/** 73.2 -> "73%". */
const share = (value: number): string => percent(value / 100);

const Figures = ({ stats }: { stats: QuestionStatistics }) => {
  const t = useS('editor');
  const missing = (need: number, n: number): string => t('stats.need', { n: number(Math.max(1, need - n)) });
  const { need, n, discriminationN } = stats;
  const serious = stats.flags.flatMap((f) => (f === 'too_few' ? [] : [f]));
  return (
    <div className="editor-stack">
      {serious.map((flag) => (
        <Alert
          key={flag}
          type={flag === 'too_easy' || flag === 'too_hard' ? 'warning' : 'error'}
          showIcon
          title={t(`flag.${flag}`)}
        />
      ))}
      {stats.flags.includes('too_few') && <Alert type="info" showIcon title={t('flag.scarce')} />}
      <dl className="stat-figures">
        <Figure
          name={t('stats.answers')}
          value={number(n)}
          note={t('stats.version', { version: stats.version })}
        />
        <Figure
          name={t('stats.facility')}
          value={stats.facility === undefined ? undefined : share(stats.facility)}
          note={
            stats.facility === undefined
              ? missing(need.facility, n)
              : n < need.judged
                ? t('stats.judged', { n: number(need.judged - n) })
                : undefined
          }
        />
        <Figure
          name={t('stats.discrimination')}
          value={stats.discrimination === undefined ? undefined : share(stats.discrimination)}
          note={
            stats.discrimination === undefined ? missing(need.discrimination, discriminationN) : undefined
          }
        />
        <Figure
          name={t('stats.efficiency')}
          value={stats.efficiency === undefined ? undefined : share(stats.efficiency)}
          note={stats.efficiency === undefined ? missing(need.discrimination, discriminationN) : undefined}
        />
        <Figure
          name={t('stats.time')}
          value={
            stats.meanMs === undefined
              ? undefined
              : t('stats.seconds', { n: number(Math.round(stats.meanMs / 100) / 10) })
          }
          note={stats.meanMs === undefined ? missing(need.facility, n) : undefined}
        />
      </dl>
      {stats.choices.length > 0 && <Choices choices={stats.choices} />}
      {stats.byVersion.length > 1 && (
        <section>
          <h2 className="qf-label">{t('stats.versions')}</h2>
          <ul className="editor-uses">
            {stats.byVersion.map((v) => (
              <li key={v.version}>
                {t('stats.versions.line', {
                  version: v.version,
                  n: number(v.n),
                  facility: v.facility === undefined ? t('stats.few') : share(v.facility),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {stats.computedAt > 0 && (
        <p className="qf-note">{t('stats.at', { time: dayAndTime(stats.computedAt) })}</p>
      )}
    </div>
  );
};

type FigureProps = { name: string; value: string | undefined; note: string | undefined };
const Figure = ({ name, value, note }: FigureProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <strong>{value ?? '—'}</strong>
      {note !== undefined && <small>{note}</small>}
    </dd>
  </div>
);

const BAR = { width: 100, height: 10 };
const Choices = ({ choices }: { choices: QuestionStatistics['choices'] }) => {
  const t = useS('editor');
  return (
    <section>
      <h2 className="qf-label">{t('stats.choices')}</h2>
      <ul className="stat-bars">
        {choices.map((c) => (
          <li key={c.label}>
            <span>
              {t('stats.choice', { label: c.label, share: share(c.share), n: number(c.n) })}{' '}
              {c.right && <b>{t('stats.choice.right')}</b>}
            </span>
            <svg viewBox={`0 0 ${BAR.width} ${BAR.height}`} preserveAspectRatio="none" aria-hidden="true">
              <rect {...BAR} className="is-track" />
              <rect
                width={Math.max(0, Math.min(100, c.share))}
                height={BAR.height}
                className={c.right ? 'is-right' : 'is-other'}
              />
            </svg>
            {c.restScore !== undefined && (
              <small className="qf-note">{t('stats.rest', { score: share(c.restScore) })}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

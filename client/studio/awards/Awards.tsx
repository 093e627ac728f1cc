import './awards.css';
import { App, Button, Empty, Tag } from 'antd';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { AwardSummary } from '../../../server/domain/api-award.ts';
import type { AwardDefinition } from '../../../server/domain/award-shape.ts';
import { logDay } from '../../../server/domain/log-day.ts';
import { addDays } from '../../../server/domain/time.ts';
import { number, pick } from '../../i18n/index.ts';
import { loadAwards, saveAward } from '../../net/awards.ts';
import { session } from '../../stores/session.ts';
import { Icon } from '../../ui/parts/index.ts';
import { dayText } from '../cohorts/day-text.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';

export const STATUS_COLOUR: Record<AwardSummary['status'], string> = {
  draft: 'default',
  announced: 'blue',
  closed: 'orange',
  confirmed: 'purple',
  published: 'green',
  cancelled: 'default',
};

type Names = { composite: string; improved: string };
/** A sound award to begin with: tomorrow for a week. */
const begin = (kind: AwardDefinition['kind'], names: Names, today: number): AwardDefinition => {
  const from = addDays(today, 1);
  const common = { name: { zh: names[kind] }, from, to: addDays(from, 6) };
  if (kind === 'improved')
    return {
      ...common,
      kind,
      take: { kind: 'percent', n: 10 },
      before: { from: addDays(from, -14), to: addDays(from, -1) },
      answers: 100,
    };
  const part = { direction: 'more', missing: 'zero' } as const;
  return {
    ...common,
    kind,
    peers: 'department',
    components: [
      { ...part, id: 'c1', metric: 'exam', weight: 40 },
      { ...part, id: 'c2', metric: 'practice', weight: 30, cap: 100 },
      { ...part, id: 'c3', metric: 'correction', weight: 20, missing: 'left_out' },
      { ...part, id: 'c4', metric: 'attendance', weight: 10 },
    ],
    eligible: { answers: 50 },
    tie: 'shared',
    take: { kind: 'percent', n: 10 },
  };
};

/** Every award of the company, from draft to published. */
export const Awards = () => {
  const t = useS('awards');
  const { message } = App.useApp();
  const zone = useStore(session, (s) => s.me?.org.zone ?? 'Asia/Shanghai');
  const { value, fault, reload } = useLoaded(useCallback(() => loadAwards(), []));
  const make = (kind: AwardDefinition['kind']): void => {
    const names = { composite: t('default.name'), improved: t('default.improved') };
    saveAward(begin(kind, names, logDay(Date.now(), zone))).then(
      ({ id }) => goTo({ name: 'award', award: id }),
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
        <div className="studio-actions">
          <Button onClick={() => make('improved')}>{t('new.improved')}</Button>
          <Button type="primary" onClick={() => make('composite')}>
            {t('new')}
          </Button>
        </div>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <Empty description={t('none')} />}
        <ul className="award-rows">
          {value?.map((a) => (
            <li key={a.id}>
              <button type="button" onClick={() => goTo({ name: 'award', award: a.id })}>
                <Icon name="trophy" size={40} />
                <span>
                  <strong>{pick(a.definition.name)}</strong>
                  <small>
                    {t('row.days', { from: dayText(a.definition.from), to: dayText(a.definition.to) })}
                  </small>
                </span>
                {a.eligible !== undefined && (
                  <small>{t('row.result', { n: number(a.eligible), won: number(a.winners ?? 0) })}</small>
                )}
                <Tag color={STATUS_COLOUR[a.status]}>{t(`status.${a.status}`)}</Tag>
              </button>
            </li>
          ))}
        </ul>
      </Loaded>
    </>
  );
};

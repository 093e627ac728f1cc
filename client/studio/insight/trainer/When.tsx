import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Row } from '../../../../server/domain/figure.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { openBattle } from '../../../net/battles.ts';
import { weekdayText } from '../../charts/cells.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { nextAt } from '../acts.ts';
import type { ScreenProps } from '../Insight.tsx';
import { byHour, DEVICE, HOURS } from './time-rows.ts';

type Best = { weekday: number; hour: number };
/** Where most is done; undefined = nothing is. */
const bestOf = (rows: Row[]): Best | undefined => {
  const value = (row: Row): number => Number(row[HOURS.value] ?? 0);
  const best = [...rows].sort((a, b) => value(b) - value(a))[0];
  return best === undefined || value(best) === 0
    ? undefined
    : { weekday: Number(best.weekday), hour: Number(best.hour) };
};

/** When and on what: battles are planned for the hour at which most are here. */
export const When = ({ me, filter }: ScreenProps) => {
  const t = useS('insight');
  const [best, setBest] = useState<Best>();
  return (
    <>
      <FigureCard
        wide
        metric={HOURS.metric}
        filter={filter}
        asks={t('ask.when')}
        draw={{ kind: 'heat', weekday: 'weekday', hour: 'hour', value: HOURS.value }}
        rows={byHour}
        act={(rows) => {
          const found = bestOf(rows);
          return found === undefined ? null : (
            <Button type="primary" size="large" onClick={() => setBest(found)}>
              {t('plan', { day: weekdayText(found.weekday), hour: `${found.hour}:00` })}
            </Button>
          );
        }}
      />
      <FigureCard metric={DEVICE.metric} filter={filter} asks={t('ask.device')} draw={DEVICE.draw} />
      {best !== undefined && <Plan best={best} zone={me.org.zone} onClose={() => setBest(undefined)} />}
    </>
  );
};

/** A show at the next such hour. */
const Plan = ({ best, zone, onClose }: { best: Best; zone: string; onClose: () => void }) => {
  const t = useS('insight');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [at] = useState(() => nextAt(best.weekday, best.hour, zone, Date.now()));
  const [title, setTitle] = useState(() => t('plan.name'));
  const [busy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    openBattle({ mode: 'show', title: title.trim(), plannedAt: at })
      .then(
        () => {
          void message.success(t('plan.done', { when: dayAndTime(at, zone) }));
          onClose();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={t('plan.title', { when: dayAndTime(at, zone) })}
      okText={t('plan.ok')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: title.trim() === '' }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="plan-form">
        <p className="studio-note">{t('plan.lead')}</p>
        <Labelled label={t('plan.label')}>
          <Input size="large" maxLength={60} value={title} onChange={(e) => setTitle(e.target.value)} />
        </Labelled>
      </div>
    </Modal>
  );
};

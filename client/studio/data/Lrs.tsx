import { App, Button, Popconfirm, Progress } from 'antd';
import { useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { LrsView } from '../../../server/domain/api-open.ts';
import { dayAndTime, number } from '../../i18n/index.ts';
import { loadLrs, removeLrs, setLrsState, testLrs } from '../../net/open.ts';
import { useS } from '../i18n/index.ts';
import { faultLine, whyText } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { LrsForm } from './LrsForm.tsx';

/** Record stores that statements are pushed to: how far each is, why it stands still. */
export const Lrs = ({ me }: { me: Me }) => {
  const t = useS('data');
  const { value, fault, reload, setValue } = useLoaded(loadLrs);
  const [edited, setEdited] = useState<LrsView | 'new'>();
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      {value?.length === 0 && <p className="data-empty">{t('lrs.none')}</p>}
      {(value ?? []).map((target) => (
        <LrsCard
          key={target.id}
          target={target}
          zone={me.org.zone}
          onList={setValue}
          onEdit={() => setEdited(target)}
        />
      ))}
      <div className="data-bar">
        <Button type="primary" size="large" onClick={() => setEdited('new')}>
          {t('lrs.add')}
        </Button>
        <Button size="large" onClick={reload}>
          {t('lrs.reload')}
        </Button>
        <Button size="large" href="/xapi/profile" target="_blank">
          {t('lrs.profile')}
        </Button>
      </div>
      {edited !== undefined && (
        <LrsForm
          key={edited === 'new' ? 'new' : edited.id}
          target={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={(list) => {
            setValue(list);
            setEdited(undefined);
          }}
        />
      )}
    </Loaded>
  );
};

type CardProps = { target: LrsView; zone: string; onList: (list: LrsView[]) => void; onEdit: () => void };
const LrsCard = ({ target, zone, onList, onEdit }: CardProps) => {
  const t = useS('data');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [tested, setTested] = useState<string>();
  const run = (work: Promise<LrsView[]>): void =>
    void work.then(onList, (f: unknown) => void message.error(faultLine(f)));
  const test = async (): Promise<void> => {
    setBusy(true);
    try {
      const { ok, ms, status, fault } = await testLrs(target.id);
      setTested(
        ok ? `✓ ${t('lrs.good', { ms })}` : `✕ ${t('lrs.bad', { why: fault ?? String(status ?? '') })}`,
      );
    } catch (f) {
      setTested(`✕ ${faultLine(f)}`);
    } finally {
      setBusy(false);
    }
  };
  const { state, cursor, newest, sent, refused, sentAt, fault } = target;
  return (
    <section className="data-card" aria-label={target.name}>
      <h2>{target.name}</h2>
      <p className="studio-note data-url">{target.url}</p>
      <p>
        {state === 'on' ? '●' : '‖'} {t(`lrs.state.${state}`)} · {t('lrs.sent', { shown: number(sent) })}
        {refused > 0 && ` · ${t('lrs.refused', { shown: number(refused) })}`}
        {sentAt !== undefined && ` · ${t('lrs.last', { at: dayAndTime(sentAt, zone) })}`}
      </p>
      <Progress
        aria-label={t('lrs.progress')}
        percent={newest === 0 ? 100 : Math.min(100, Math.floor((100 * cursor) / newest))}
      />
      {fault !== undefined && <p className="data-fault">{t('lrs.fault', { why: whyText(fault) })}</p>}
      <div className="data-bar">
        <Button size="large" loading={busy} onClick={() => void test()}>
          {t('lrs.test')}
        </Button>
        <Button size="large" onClick={() => run(setLrsState(target.id, state === 'on' ? 'paused' : 'on'))}>
          {t(state === 'on' ? 'lrs.pause' : 'lrs.go')}
        </Button>
        <Button size="large" onClick={onEdit}>
          {t('lrs.edit')}
        </Button>
        <Popconfirm title={t('lrs.remove.sure')} onConfirm={() => run(removeLrs(target.id))}>
          <Button danger size="large">
            {t('lrs.remove')}
          </Button>
        </Popconfirm>
      </div>
      <p role="status">{tested}</p>
    </section>
  );
};

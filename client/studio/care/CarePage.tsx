import './care.css';
import { Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { number } from '../../i18n/index.ts';
import { loadCare, loadPolicy } from '../../net/care.ts';
import { session } from '../../stores/session.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { BillNotes } from './BillNotes.tsx';
import { Channels } from './Channels.tsx';
import { Reports } from './Reports.tsx';
import { Rules } from './Rules.tsx';
import { Silences } from './Silences.tsx';
import { Words } from './Words.tsx';

const TABS = ['reports', 'channels', 'silences', 'words', 'rules'] as const;
type Tab = (typeof TABS)[number];

const loadAll = async () => {
  const [care, policy] = await Promise.all([loadCare(), loadPolicy()]);
  return { care, policy };
};

/** Reports, channels, muted people, the word list and the rules of the company's social life. */
export const CarePage = () => {
  const t = useS('care');
  const zone = useStore(session, (s) => s.me?.org.zone ?? 'Asia/Shanghai');
  const { value, fault, reload, setValue } = useLoaded(useCallback(loadAll, []));
  const [tab, setTab] = useState<Tab>('reports');
  const waiting = value?.care.waiting ?? 0;
  const labelOf = (one: Tab): string =>
    one === 'reports' && waiting > 0 ? `${t(one)} ${number(waiting)}` : t(one);
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        <Segmented
          size="large"
          className="care-tabs"
          aria-label={t('title')}
          value={tab}
          onChange={setTab}
          options={TABS.map((one) => ({ value: one, label: labelOf(one) }))}
        />
        {value !== undefined && (
          <div>
            <Shown
              tab={tab}
              {...{ zone, ...value }}
              onCare={(care) => setValue({ ...value, care })}
              onPolicy={(policy) => setValue({ ...value, policy })}
            />
            {tab === 'reports' && <BillNotes zone={zone} />}
          </div>
        )}
      </Loaded>
    </>
  );
};

type All = Awaited<ReturnType<typeof loadAll>>;
type Props = All & {
  tab: Tab;
  zone: string;
  onCare: (care: All['care']) => void;
  onPolicy: (policy: All['policy']) => void;
};

const Shown = ({ tab, zone, care, policy, onCare, onPolicy }: Props) => {
  const { reports, channels, silences } = care;
  switch (tab) {
    case 'reports':
      return <Reports reports={reports} zone={zone} onDone={onCare} />;
    case 'channels':
      return <Channels channels={channels} slow={policy.chat.slowSeconds} zone={zone} onDone={onCare} />;
    case 'silences':
      return <Silences silences={silences} zone={zone} onDone={onCare} />;
    case 'words':
      return <Words policy={policy} onSaved={onPolicy} />;
    default:
      return <Rules policy={policy} onSaved={onPolicy} />;
  }
};

import { useEffect, useState } from 'react';
import type { LogView, QuestView } from '../../server/domain/api.ts';
import { number, pick, useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { flush } from '../net/outbox.ts';
import { loadLog } from '../net/quest.ts';
import { starsOf } from '../stores/quest.ts';
import { Page } from './Page.tsx';
import { FaultNote } from './parts/FaultNote.tsx';
import { Button, Card, Icon, Stars } from './parts/index.ts';
import { Waiting } from './Waiting.tsx';

const DIMENSIONS = [
  { name: 'learning', icon: 'open-book' },
  { name: 'result', icon: 'bullseye' },
  { name: 'game', icon: 'sailboat' },
  { name: 'social', icon: 'handshake' },
  { name: 'honor', icon: 'trophy' },
] as const;

/** My logbook: how much was noted of each side of the voyage, and the stars of every island. */
export const Log = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const common = useT('common');
  const [log, setLog] = useState<LogView>();
  const [fault, setFault] = useState<string>();
  const load = (): void => {
    setFault(undefined);
    flush()
      .then(loadLog)
      .then(setLog, (f: unknown) => setFault(faultOf(f)));
  };
  useEffect(load, []);
  const lead = log === undefined ? undefined : t('log.lead', { count: log.total });
  return (
    <Page title={t('log.title')} icon="scroll" {...(lead === undefined ? {} : { lead })}>
      <Card aria-label={t('log.dims')}>
        {fault !== undefined && (
          <>
            <FaultNote code={fault} />
            <Button onClick={load}>{common('retry')}</Button>
          </>
        )}
        {log === undefined && fault === undefined && <Waiting />}
        {log !== undefined && <Dimensions log={log} />}
      </Card>
      <Card aria-label={t('log.islands')}>
        <h2>{t('log.islands')}</h2>
        <ul className="rows">
          {view.islands.map((i) => (
            <li key={i.id} className="row row-flat">
              <Icon name={i.icon} size={36} />
              <span className="row-text">
                <b>{pick(i.name)}</b>
              </span>
              <Stars n={Math.round(starsOf(i) / i.stations.length)} size={18} quiet />
              <span className="num">
                {starsOf(i)}/{i.stations.length * 3}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
};

const Dimensions = ({ log }: { log: LogView }) => {
  const t = useT('map');
  const most = Math.max(1, ...Object.values(log.dimensions));
  if (log.total === 0) return <p className="page-empty">{t('log.empty')}</p>;
  return (
    <>
      <h2>{t('log.dims')}</h2>
      <ul className="rows">
        {DIMENSIONS.map(({ name, icon }) => (
          <li key={name} className="row row-flat">
            <Icon name={icon} size={36} />
            <span className="row-text">
              <b>{t(`log.${name}`)}</b>
              <small>{t(`log.${name}.note`)}</small>
              <span className="bar" aria-hidden="true">
                <i style={{ width: `${(log.dimensions[name] / most) * 100}%` }} />
              </span>
            </span>
            <span className="num row-end">{t('log.count', { count: log.dimensions[name] })}</span>
          </li>
        ))}
      </ul>
      <details className="details">
        <summary>{t('log.details')}</summary>
        <dl>
          {log.verbs.map((v) => (
            <div key={v.verb}>
              <dt>{v.verb}</dt>
              <dd className="num">{number(v.n)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
};

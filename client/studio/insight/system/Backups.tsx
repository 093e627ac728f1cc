import { Alert, App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Backup, BackupsView } from '../../../../server/domain/api-system.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { backupUrl, loadBackups, makeBackup } from '../../../net/system.ts';
import { Icon } from '../../../ui/parts/index.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { bytesText, spanText } from './amounts.ts';
import { useWatched } from './use-watched.ts';

/** Copies of the whole database: made in the background, checked, taken away by administrators. */
export const Backups = ({ zone }: { zone: string }) => {
  const t = useS('system');
  const { message } = App.useApp();
  const { value, fault, reload, setValue } = useWatched(loadBackups);
  const running = value?.running;
  const was = useRef(false);
  useEffect(() => {
    const isRunning = value?.running !== undefined;
    if (was.current && !isRunning && !value?.failed) void message.success(t('backups.done'));
    was.current = isRunning;
  }, [value, message, t]);
  const go = (): void => void makeBackup().then(setValue, (f: unknown) => void message.error(faultLine(f)));
  return (
    <section className="system-card" aria-labelledby="system-backups">
      <header className="system-head">
        <h2 id="system-backups">{t('backups')}</h2>
        {value?.database === 'sqlite' && (
          <Button type="primary" loading={running !== undefined} onClick={go}>
            {t('backups.go')}
          </Button>
        )}
      </header>
      <p role="status">{running && t('backups.running', { at: dayAndTime(running.startedAt, zone) })}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.database === 'postgres' && <Postgres />}
        {value?.database === 'sqlite' && <Copies view={value} zone={zone} />}
      </Loaded>
    </section>
  );
};

const Postgres = () => {
  const t = useS('system');
  return (
    <>
      <p>{t('backups.postgres')}</p>
      <pre className="system-code">pg_dump --format=custom --file=archipelago.dump "$DATABASE_URL"</pre>
      <p>{t('backups.postgres.restore')}</p>
      <pre className="system-code">
        pg_restore --clean --if-exists --dbname="$DATABASE_URL" archipelago.dump
      </pre>
      <p className="studio-note">{t('backups.care')}</p>
    </>
  );
};

const Copies = ({ view, zone }: { view: BackupsView; zone: string }) => {
  const t = useS('system');
  return (
    <>
      {view.failed && <Alert type="error" showIcon title={t('backups.failed')} />}
      <p className="studio-note">{t('backups.about', { keep: view.keep })}</p>
      {view.backups.length === 0 ? (
        <p>{t('backups.none')}</p>
      ) : (
        <ul className="system-copies">
          {view.backups.map((backup) => (
            <Copy key={backup.name} backup={backup} zone={zone} />
          ))}
        </ul>
      )}
      <p className="studio-note">{t('backups.care')}</p>
      <p className="studio-note">{t('backups.restore')}</p>
    </>
  );
};

const Copy = ({ backup, zone }: { backup: Backup; zone: string }) => {
  const t = useS('system');
  const at = dayAndTime(backup.at, zone);
  return (
    <li>
      <span className="system-copy">
        <b>{at}</b>
        <small>
          {bytesText(backup.bytes)} · {spanText(backup.tookMs, t)}
        </small>
        <small className="system-hash">
          {t('backups.sha')} {backup.sha256.slice(0, 16)}…
        </small>
      </span>
      <span className={backup.intact ? 'system-good' : 'system-bad'}>
        <Icon name={backup.intact ? 'check-mark-button' : 'warning'} size={20} />{' '}
        {t(backup.intact ? 'backups.intact' : 'backups.damaged')}
      </span>
      <Button
        href={backupUrl(backup.name)}
        download={backup.name}
        aria-label={t('backups.get.label', { at })}
      >
        {t('backups.get')}
      </Button>
    </li>
  );
};

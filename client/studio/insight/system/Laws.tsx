import { Alert, App, Button } from 'antd';
import i18next from 'i18next';
import type { Law, LawsView } from '../../../../server/domain/api-system.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { checkLaws, loadLaws } from '../../../net/system.ts';
import { Icon } from '../../../ui/parts/index.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { spanText } from './amounts.ts';
import { useWatched } from './use-watched.ts';

/** Whether the books add up: every law of the store, checked on demand. */
export const Laws = ({ zone }: { zone: string }) => {
  const t = useS('system');
  const { message } = App.useApp();
  const { value, fault, reload, setValue } = useWatched(loadLaws);
  const go = (): void => void checkLaws().then(setValue, (f: unknown) => void message.error(faultLine(f)));
  const running = value?.running;
  return (
    <section className="system-card" aria-labelledby="system-laws">
      <header className="system-head">
        <h2 id="system-laws">{t('laws')}</h2>
        <Button type="primary" loading={running !== undefined} onClick={go}>
          {t('laws.go')}
        </Button>
      </header>
      <p className="studio-note">{t('laws.about')}</p>
      <p role="status">{running && t('laws.running', { at: dayAndTime(running.startedAt, zone) })}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && <Result view={value} zone={zone} />}
      </Loaded>
    </section>
  );
};

const Result = ({ view: { last, failed, running }, zone }: { view: LawsView; zone: string }) => {
  const t = useS('system');
  if (failed) return <Alert type="error" showIcon title={t('laws.failed')} />;
  if (last === undefined) return running === undefined ? <p>{t('laws.none')}</p> : null;
  const n = last.laws.length;
  const bad = last.laws.filter((l) => l.faults.length > 0).length;
  return (
    <>
      <Alert
        type={bad === 0 ? 'success' : 'error'}
        showIcon
        title={bad === 0 ? t('laws.ok', { n }) : t('laws.bad', { n, bad })}
        description={t('laws.at', { at: dayAndTime(last.at, zone), took: spanText(last.tookMs, t) })}
      />
      <details open={bad > 0}>
        <summary>{t('laws')}</summary>
        <ul className="system-laws">
          {last.laws.map((law) => (
            <LawLine key={law.name} law={law} />
          ))}
        </ul>
      </details>
    </>
  );
};

/** A law in words; one of a later version goes by its own. */
const wordsOf = (name: string): string => {
  const key = `law.${name}`;
  const said = String(i18next.t(key as never, { ns: 'studio.system' } as never));
  return said === key ? name : said;
};

const LawLine = ({ law }: { law: Law }) => {
  const t = useS('system');
  const holds = law.faults.length === 0;
  return (
    <li className={holds ? undefined : 'system-bad'}>
      <Icon name={holds ? 'check-mark-button' : 'cross-mark'} size={20} />
      <span className="sr-only">{t(holds ? 'law.ok' : 'law.bad')}</span> {wordsOf(law.name)}
      {!holds && <code>{law.faults.join(', ')}</code>}
    </li>
  );
};

import { Button, Checkbox, Progress, Radio } from 'antd';
import { useEffect, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportProgress,
  type ExportQuery,
} from '../../../server/domain/api-open.ts';
import { number } from '../../i18n/index.ts';
import { countEvents, exportFile, exportRun } from '../../net/open.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Tokens } from './Tokens.tsx';

const DIMENSIONS = ['learning', 'result', 'game', 'social', 'honor', 'governance'] as const;
const DAY_MS = 86_400_000;
const ASK_MS = 800;
const MB = 1_000_000;
/** Small files have more digits: 0.004 MB. */
const sizeOf = (bytes: number): string => (bytes / MB).toFixed(bytes < MB / 10 ? 3 : 1);

const dayBack = (n: number, zone: string): string =>
  new Date(Date.now() - n * DAY_MS).toLocaleDateString('en-CA', { timeZone: zone });
const dense = (day: string): string => day.replaceAll('-', '');

/** Events as a file: days, dimensions, format; below it the tokens by which machines fetch the same. */
export const Exports = ({ me }: { me: Me }) => {
  const admin = me.person.role === 'admin';
  return (
    <>
      <ExportForm zone={me.org.zone} admin={admin} />
      {admin && <Tokens zone={me.org.zone} />}
    </>
  );
};

/** How many events the file will hold; undefined while it is asked. */
const useCount = (query: ExportQuery, valid: boolean) => {
  const [count, setCount] = useState<number>();
  const [fault, setFault] = useState<string>();
  const { from, to, dimensions = '' } = query;
  useEffect(() => {
    let current = true;
    setCount(undefined);
    setFault(undefined);
    if (valid)
      countEvents({ from, to, dimensions }).then(
        ({ events }) => current && setCount(events),
        (f: unknown) => current && setFault(faultLine(f)),
      );
    return () => {
      current = false;
    };
  }, [from, to, dimensions, valid]);
  return { count, fault };
};

const useProgress = (run: string | undefined): ExportProgress | undefined => {
  const [progress, setProgress] = useState<ExportProgress>();
  useEffect(() => {
    setProgress(undefined);
    if (run === undefined) return;
    let tries = 0;
    const timer = setInterval(() => {
      exportRun(run).then(
        (now) => {
          setProgress(now);
          if (now.state !== 'running') clearInterval(timer);
        },
        () => {
          tries += 1;
          if (tries > 10) clearInterval(timer);
        },
      );
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [run]);
  return progress;
};

const ExportForm = ({ zone, admin }: { zone: string; admin: boolean }) => {
  const t = useS('data');
  const [from, setFrom] = useState(() => dayBack(30, zone));
  const [to, setTo] = useState(() => dayBack(0, zone));
  const [dimensions, setDimensions] = useState<string[]>([...DIMENSIONS]);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [names, setNames] = useState(false);
  const [run, setRun] = useState<string>();
  const valid = from !== '' && to !== '' && from <= to && dimensions.length > 0;
  const query = { from: dense(from), to: dense(to), dimensions: dimensions.join(',') };
  const { count, fault } = useCount(query, valid);
  const progress = useProgress(run);
  const fetchFile = (): void => {
    const id = crypto.randomUUID();
    setRun(id);
    const link = document.createElement('a');
    link.href = exportFile(format, query, id, names);
    link.download = '';
    link.click();
  };
  return (
    <section className="data-card" aria-labelledby="data-export">
      <h2 id="data-export">{t('export.title')}</h2>
      <p className="studio-note">{t('export.lead')}</p>
      <div className="data-days">
        <label>
          {t('export.from')} <input type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
        </label>
        <label>
          {t('export.to')} <input type="date" value={to} onChange={(e) => setTo(e.target.value)} />
        </label>
      </div>
      <fieldset>
        <legend>{t('export.dimensions')}</legend>
        <Checkbox.Group
          value={dimensions}
          onChange={(list) => setDimensions(list)}
          options={DIMENSIONS.map((d) => ({ value: d, label: t(`dimension.${d}`) }))}
        />
      </fieldset>
      <fieldset>
        <legend>{t('export.format')}</legend>
        <Radio.Group
          value={format}
          onChange={(e) => setFormat(e.target.value as ExportFormat)}
          options={EXPORT_FORMATS.map((f) => ({ value: f, label: t(`format.${f}`) }))}
        />
      </fieldset>
      {admin && (
        <Checkbox checked={names} onChange={(e) => setNames(e.target.checked)}>
          {t('export.names')}
        </Checkbox>
      )}
      <p role="status" className={fault === undefined ? 'data-count' : 'data-fault'}>
        {fault ??
          (valid
            ? count === undefined
              ? t('export.counting')
              : t('export.count', { count, shown: number(count) })
            : t('export.invalid'))}
      </p>
      <Button
        type="primary"
        size="large"
        disabled={!valid || count === undefined || count === 0 || progress?.state === 'running'}
        onClick={fetchFile}
      >
        {t('export.fetch')}
      </Button>
      {progress && <ProgressLine progress={progress} />}
    </section>
  );
};

const ProgressLine = ({ progress }: { progress: ExportProgress }) => {
  const t = useS('data');
  const { state, events, total, bytes } = progress;
  const percent = state === 'done' ? 100 : Math.min(99, Math.floor((100 * events) / Math.max(1, total)));
  const size = sizeOf(bytes);
  return (
    <div className="data-progress" role="status">
      <Progress
        aria-label={t('export.title')}
        percent={percent}
        status={state === 'failed' ? 'exception' : state === 'done' ? 'success' : 'active'}
      />
      <span>{t(`run.${state}`, { shown: number(events), size })}</span>
    </div>
  );
};

import './importing.css';
import { Alert, Button, Progress } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BankFrame, BatchView } from '../../../server/domain/api-bank.ts';
import type { StageView } from '../../../server/domain/api-import.ts';
import { lang, pick } from '../../i18n/index.ts';
import { loadFrame } from '../../net/bank.ts';
import { loadStage, stageImport } from '../../net/importing.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';
import { Choose } from './Choose.tsx';
import { Done } from './Done.tsx';
import type { Chosen } from './files.ts';
import { MapColumns } from './MapColumns.tsx';
import { Review } from './Review.tsx';

const POLL_MS = 400;

/** The state of a dry run, asked for until it is ready. */
const useStage = (stage: string | undefined) => {
  const [view, setView] = useState<StageView>();
  const [fault, setFault] = useState<string>();
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    if (stage === undefined) return setView(undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = turn < 0;
    const ask = (): void => {
      loadStage(stage).then(
        (v) => {
          if (over) return;
          setView(v);
          if (v.state === 'reading' || v.state === 'comparing') timer = setTimeout(ask, POLL_MS);
        },
        (f: unknown) => !over && setFault(faultLine(f)),
      );
    };
    setFault(undefined);
    ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [stage, turn]);
  return { view, fault, reload };
};

type Props = { me: Me; bank: string; stage: string | undefined };

/** Import in three steps: choose files, look at the dry run, bring it in. */
export const ImportPage = ({ bank, stage }: Props) => {
  const t = useS('importing');
  const [frame, setFrame] = useState<BankFrame>();
  const [files, setFiles] = useState<Chosen[]>([]);
  const [done, setDone] = useState<BatchView>();
  const [fault, setFault] = useState<string>();
  const { view, fault: stageFault, reload } = useStage(stage);
  useEffect(() => {
    loadFrame(bank).then(setFrame, (f: unknown) => setFault(faultLine(f)));
  }, [bank]);
  const open = (next: string | undefined, replace = false): void =>
    goTo({ name: 'import', bank, ...(next === undefined ? {} : { stage: next }) }, replace);
  const remap = async (mapping: Record<string, number | number[]>): Promise<void> => {
    try {
      open((await stageImport({ bank, files, mapping, lang: lang() })).stage, true);
    } catch (f) {
      setFault(faultLine(f));
    }
  };
  const unmapped = view?.files.find((f) => f.unmapped)?.unmapped;
  const asking = unmapped !== undefined && files.length > 0;
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        {frame !== undefined && <p>{t('lead', { bank: pick(frame.bank.name) })}</p>}
      </header>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      {stageFault !== undefined && (
        <Alert
          type="error"
          showIcon
          title={stageFault}
          action={<Button onClick={() => open(undefined)}>{t('again')}</Button>}
        />
      )}
      {done !== undefined && <Done bank={bank} batch={done} onMore={() => setDone(undefined)} />}
      {done === undefined && stage === undefined && (
        <Choose
          bank={bank}
          onStaged={(id, chosen) => {
            setFiles(chosen);
            open(id);
          }}
        />
      )}
      {done === undefined && stage !== undefined && stageFault === undefined && (
        <>
          {view === undefined && <Waiting />}
          {(view?.state === 'reading' || view?.state === 'comparing') && (
            <div role="status" className="import-progress">
              <p>{t(view.state)}</p>
              <Progress percent={Math.round(view.progress * 100)} aria-label={t(view.state)} />
            </div>
          )}
          {view?.state === 'failed' && (
            <Alert
              type="error"
              showIcon
              title={t('failed')}
              action={<Button onClick={() => open(undefined)}>{t('again')}</Button>}
            />
          )}
          {view?.state === 'ready' && asking && unmapped !== undefined && (
            <MapColumns key={stage} sample={unmapped} onRead={(m) => void remap(m)} />
          )}
          {view?.state === 'ready' && frame !== undefined && !(asking && view.total === 0) && (
            <Review
              view={view}
              frame={frame}
              onChange={reload}
              onDone={(batch) => {
                setDone(batch);
                open(undefined, true);
              }}
              onCancel={() => open(undefined, true)}
            />
          )}
        </>
      )}
    </>
  );
};

import './marking.css';
import { App, Empty } from 'antd';
import { useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { EssayView } from '../../../server/domain/api-bank.ts';
import { dayAndTime, percent, pick, pickedLang } from '../../i18n/index.ts';
import { loadEssays, markEssay } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { Desk, type Given } from './Desk.tsx';

const isWaiting = (e: EssayView): boolean => e.markedAt === undefined;
const plain = (e: EssayView): string => pick(e.stem).replace(/!?\[([^\]]*)\]\([^)]*\)|\*\*/gu, '$1');

type Entry = { essay: EssayView; current: boolean; zone: string; onOpen: () => void };
const Row = ({ essay, current, zone, onOpen }: Entry) => {
  const t = useS('marking');
  return (
    <li>
      <button type="button" aria-current={current || undefined} onClick={onOpen}>
        <b lang={pickedLang(essay.stem)}>{plain(essay)}</b>
        <small>{t('by', { name: essay.by, at: dayAndTime(essay.at, zone) })}</small>
        {essay.score !== undefined && <span className="marking-score num">{percent(essay.score)}</span>}
      </button>
    </li>
  );
};

type Queue = { essays: readonly EssayView[]; open: string | undefined; zone: string };
const Lists = ({ essays, open, zone, onOpen }: Queue & { onOpen: (id: string) => void }) => {
  const t = useS('marking');
  const lists = [
    ['queue.waiting', essays.filter(isWaiting)],
    ['queue.marked', essays.filter((e) => !isWaiting(e))],
  ] as const;
  return (
    <nav className="marking-queue" aria-label={t('title')}>
      {lists.map(
        ([name, list]) =>
          list.length > 0 && (
            <section key={name} aria-label={t(name)}>
              <h2>
                {t(name)} <small>{t('queue.count', { count: list.length })}</small>
              </h2>
              <ul>
                {list.map((e) => (
                  <Row key={e.id} essay={e} current={e.id === open} zone={zone} onOpen={() => onOpen(e.id)} />
                ))}
              </ul>
            </section>
          ),
      )}
    </nav>
  );
};

/** What comes after an essay among those that wait; from the last one back to the first. */
const nextOf = (essays: readonly EssayView[], id: string): string | undefined => {
  const waiting = essays.filter((e) => isWaiting(e) || e.id === id);
  const at = waiting.findIndex((e) => e.id === id);
  return [...waiting.slice(at + 1), ...waiting.slice(0, Math.max(0, at))].find(isWaiting)?.id;
};

/** Essays one after the other: the answer beside the rubric, saved and on to the next by one key. */
export const Marking = ({ me }: { me: Me }) => {
  const t = useS('marking');
  const { message } = App.useApp();
  const { value: essays, fault, reload, setValue } = useLoaded(loadEssays);
  const [chosen, setChosen] = useState<string>();
  const [busy, setBusy] = useState(false);
  const list = essays ?? [];
  const open = list.find((e) => e.id === chosen) ?? list.find(isWaiting);
  const save = (essay: EssayView, given: Given): void => {
    setBusy(true);
    markEssay({ essay: essay.id, base: essay.markedAt ?? null, ...given })
      .then(
        (marked) => {
          const said = { name: marked.by, share: percent(marked.score ?? 0) };
          void message.success(t(isWaiting(essay) ? 'saved' : 'corrected', said));
          setChosen(nextOf(list, essay.id));
          setValue(
            [...list.filter((e) => isWaiting(e) && e.id !== essay.id), marked].concat(
              list.filter((e) => !isWaiting(e) && e.id !== essay.id),
            ),
          );
        },
        (f: unknown) => {
          void message.error(faultLine(f));
          setChosen(essay.id);
          reload();
        },
      )
      .finally(() => setBusy(false));
  };
  return (
    <div className="marking">
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <Loaded ready={essays !== undefined} fault={fault} onRetry={reload}>
        {open === undefined && <None />}
        {list.length > 0 && (
          <div className="marking-desk">
            <Lists essays={list} open={open?.id} zone={me.org.zone} onOpen={setChosen} />
            {open !== undefined && (
              <Desk
                key={`${open.id} ${open.markedAt ?? ''}`}
                essay={open}
                zone={me.org.zone}
                busy={busy}
                onSave={(given) => save(open, given)}
                onSkip={
                  nextOf(list, open.id) === undefined ? undefined : () => setChosen(nextOf(list, open.id))
                }
              />
            )}
          </div>
        )}
      </Loaded>
    </div>
  );
};

const None = () => {
  const t = useS('marking');
  return (
    <Empty
      className="marking-none"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <b>{t('none.title')}</b>
          <p>{t('none.lead')}</p>
        </>
      }
    />
  );
};

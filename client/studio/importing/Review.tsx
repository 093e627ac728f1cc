import { App, Button, Statistic, Tabs, Tag } from 'antd';
import { useState } from 'react';
import type { BankFrame, BatchView } from '../../../server/domain/api-bank.ts';
import type { StageView } from '../../../server/domain/api-import.ts';
import type { Decision } from '../../../server/domain/staging.ts';
import { lang } from '../../i18n/index.ts';
import { cancelImport, commitImport, download, loadReport } from '../../net/importing.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Items } from './Items.tsx';
import { Notes } from './Notes.tsx';

/** What is decided of items by number; the rest goes the usual way. */
export type Decisions = Record<string, Decision>;

/** How many questions will come in: the usual way of each status, changed by what was decided. */
const comingIn = (
  counts: StageView['counts'],
  decisions: Decisions,
  usual: Map<string, Decision>,
): number => {
  let n = counts.fresh + counts.changed + counts.similar;
  for (const [item, decision] of Object.entries(decisions)) {
    const before = usual.get(item) !== 'skip';
    if (before && decision === 'skip') n -= 1;
    if (!before && decision !== 'skip') n += 1;
  }
  return n;
};

type Props = {
  view: StageView;
  frame: BankFrame;
  onChange: () => void;
  onDone: (batch: BatchView) => void;
  onCancel: () => void;
};

/** Step two: the dry run, looked at before anything is written. */
export const Review = ({ view, frame, onChange, onDone, onCancel }: Props) => {
  const t = useS('importing');
  const { message } = App.useApp();
  const [decisions, setDecisions] = useState<Decisions>({});
  const [usual, setUsual] = useState(new Map<string, Decision>());
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const decide = (next: Decisions, known: Map<string, Decision>): void => {
    setUsual((before) => new Map([...before, ...known]));
    setDecisions((before) => ({ ...before, ...next }));
  };
  const count = comingIn(view.counts, decisions, usual);
  const items = { view, frame, decisions, onDecide: decide, onChange };
  const faults = view.files.flatMap((f) =>
    f.fault ? [{ ...f.fault, place: { ...f.fault.place, file: f.name } }] : [],
  );
  return (
    <section className="import-review">
      <Overview view={view} />
      <div className="import-actions">
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={count === 0}
          onClick={() => void run(async () => onDone(await commitImport(view.stage, view.bank, decisions)))}
        >
          {t('go', { count })}
        </Button>
        <Button
          onClick={() => void run(async () => download(await loadReport(view.stage, lang())))}
          disabled={busy}
        >
          {t('report')}
        </Button>
        <Button
          danger
          disabled={busy}
          onClick={() =>
            void run(async () => {
              await cancelImport(view.stage);
              void message.info(t('cancelled'));
              onCancel();
            })
          }
        >
          {t('cancel')}
        </Button>
        <p className="studio-note">{t('go.note')}</p>
      </div>
      <Tabs
        items={[
          {
            key: 'items',
            label: `${t('tab.items')} ${view.total}`,
            children: <Items {...items} only="all" />,
          },
          {
            key: 'similar',
            label: `${t('tab.similar')} ${view.counts.similar + view.counts.changed}`,
            children: <Items {...items} only="similar" />,
          },
          {
            key: 'rejected',
            label: `${t('tab.rejected')} ${view.rejected.length + faults.length}`,
            children: (
              <Notes
                notes={[...faults, ...view.rejected]}
                firstFixable={faults.length}
                empty={t('rejected.none')}
                view={view}
                frame={frame}
                onChange={onChange}
              />
            ),
          },
          {
            key: 'warnings',
            label: `${t('tab.warnings')} ${view.warnings.length}`,
            children: <Notes notes={view.warnings} empty={t('warnings.none')} view={view} frame={frame} />,
          },
        ]}
      />
    </section>
  );
};

const COUNTS = ['fresh', 'changed', 'same', 'similar'] as const;

const Overview = ({ view }: { view: StageView }) => {
  const t = useS('importing');
  const ts = useS('shell');
  return (
    <>
      <ul className="import-files">
        {view.files.map((f) => (
          <li key={f.name}>
            <strong>{f.name}</strong> {f.format !== undefined && <Tag>{f.format}</Tag>}
            {f.encoding !== undefined && <Tag>{f.encoding}</Tag>}{' '}
            {t('file.questions', { count: f.questions })}
          </li>
        ))}
      </ul>
      <div className="import-counts">
        {COUNTS.map((c) => (
          <Statistic key={c} title={t(`count.${c}`)} value={view.counts[c]} />
        ))}
        <Statistic title={t('count.rejected')} value={view.rejected.length} />
        <Statistic title={t('count.warnings')} value={view.warnings.length} />
      </div>
      <p className="import-tags">
        {t('types')}:{' '}
        {view.byType.map(({ type, n }) => (
          <Tag key={type}>
            {ts(`type.${type}`)} {n}
          </Tag>
        ))}
      </p>
      <p className="import-tags">
        {t('categories')}:{' '}
        {view.byCategory.slice(0, 30).map(({ category, n }) => (
          <Tag key={category}>
            {category || t('category.none')} {n}
          </Tag>
        ))}
      </p>
    </>
  );
};

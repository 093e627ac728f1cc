import './duplicates.css';
import { App, Button, Empty, Pagination } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { QuestionRow } from '../../../../server/domain/api-bank.ts';
import { percent } from '../../../i18n/index.ts';
import { loadBatches, loadDuplicates, mergeQuestions, readQuestions } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { keepList, keptList } from '../../parts/keep.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { goTo } from '../../place.ts';
import type { TabProps } from '../BankPage.tsx';
import { StateTag } from '../list/Cells.tsx';
import { Compared } from './Compared.tsx';

type Pair = { a: QuestionRow; b: QuestionRow; similarity: number };
const PAGE = 5;
const MOST_HIDDEN = 2_000;
const keyOf = ({ a, b }: Pair): string => [a.id, b.id].sort().join(' ');

/** Pairs that this person has said are no duplicates. */
const useHidden = (person: string, bank: string) => {
  const what = `apart.${bank}`;
  const [hidden, setHidden] = useState(() => keptList(person, what));
  const set = (next: string[]): void => {
    keepList(person, what, next.slice(-MOST_HIDDEN));
    setHidden(next);
  };
  return {
    hidden: useMemo(() => new Set(hidden), [hidden]),
    hide: (key: string) => set([...hidden, key]),
    show: () => set([]),
  };
};

/** Questions that look alike, merged with one press or told apart. */
export const Duplicates = ({ me, frame, onChange }: TabProps) => {
  const t = useS('bank');
  const bank = frame.bank.id;
  const load = useCallback(() => loadDuplicates(bank), [bank]);
  const { value: pairs, fault, reload } = useLoaded(load);
  const { hidden, hide, show } = useHidden(me.person.id, bank);
  const { gone, busy, merge } = useMerge({ me, frame, onChange });
  const [page, setPage] = useState(1);
  const left = (pairs ?? []).filter((p) => !gone.has(p.a.id) && !gone.has(p.b.id));
  const open = left.filter((p) => !hidden.has(keyOf(p)));
  const last = Math.max(1, Math.ceil(open.length / PAGE));
  const at = Math.min(page, last);
  return (
    <Loaded ready={pairs !== undefined} fault={fault} onRetry={reload}>
      <p className="pairs-lead">
        <strong role="status">{t('pairs', { count: open.length })}</strong>
        <span className="bank-note">{t('pairs.note')}</span>
        {left.length > open.length && (
          <Button type="link" onClick={show}>
            {t('pairs.hidden', { count: left.length - open.length })}
          </Button>
        )}
      </p>
      {open.length === 0 && <Empty description={t('pairs.none')} />}
      <ol className="pairs">
        {open.slice((at - 1) * PAGE, at * PAGE).map((pair) => (
          <li key={keyOf(pair)}>
            <PairCard
              pair={pair}
              busy={busy}
              mayEdit={frame.bank.access !== 'view'}
              onMerge={(into, from) => void merge(into, from)}
              onApart={() => hide(keyOf(pair))}
            />
          </li>
        ))}
      </ol>
      <Pagination
        current={at}
        pageSize={PAGE}
        total={open.length}
        hideOnSinglePage
        showSizeChanger={false}
        onChange={setPage}
      />
    </Loaded>
  );
};

/** Merging, with the batch looked up afterwards so that it can be undone. */
const useMerge = ({ me, frame, onChange }: Pick<TabProps, 'me' | 'frame' | 'onChange'>) => {
  const t = useS('bank');
  const { message } = App.useApp();
  const bank = frame.bank.id;
  const [gone, setGone] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState(false);
  const back = useCallback(
    ({ id }: { id: string }): void => {
      setGone((before) => new Map([...before].filter(([, batch]) => batch !== id)));
      onChange();
    },
    [onChange],
  );
  const { tell } = useUndo(bank, back);
  const merge = async (into: string, from: string): Promise<void> => {
    setBusy(true);
    try {
      await mergeQuestions(into, from);
      const mine = (await loadBatches(bank)).find(
        (b) => b.kind === 'merge' && b.by === me.person.name && !b.undone,
      );
      setGone((before) => new Map(before).set(from, mine?.id ?? ''));
      if (mine) tell(mine.id, t('pairs.merged'));
      onChange();
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  return { gone, busy, merge };
};

type PairProps = {
  pair: Pair;
  busy: boolean;
  mayEdit: boolean;
  onMerge: (into: string, from: string) => void;
  onApart: () => void;
};

const PairCard = ({ pair, busy, mayEdit, onMerge, onApart }: PairProps) => {
  const t = useS('bank');
  const { a, b } = pair;
  const load = useCallback(() => readQuestions([a.id, b.id]), [a.id, b.id]);
  const { value, fault, reload } = useLoaded(load);
  const contentOf = (id: string) => value?.find((d) => d.id === id)?.content;
  const [x, y] = [contentOf(a.id), contentOf(b.id)];
  const side = (row: QuestionRow, other: QuestionRow, name: string) => (
    <div className="pair-head">
      <strong>{name}</strong> <StateTag state={row.state} />
      <small>{t('pair.about', { version: row.version, answers: row.answers })}</small>
      <Button
        size="small"
        type="link"
        onClick={() => goTo({ name: 'question', bank: row.bank, question: row.id })}
      >
        {t('open')}
      </Button>
      {mayEdit && (
        <Button size="small" type="primary" disabled={busy} onClick={() => onMerge(row.id, other.id)}>
          {t('pair.keep', { name })}
        </Button>
      )}
    </div>
  );
  return (
    <article className="pair">
      <header>
        <strong>{t('pair.alike', { share: percent(pair.similarity) })}</strong>
        <Button onClick={onApart}>{t('pair.apart')}</Button>
      </header>
      <div className="pair-heads">
        {side(a, b, t('pair.a'))}
        {side(b, a, t('pair.b'))}
      </div>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {x !== undefined && y !== undefined && <Compared a={x} b={y} />}
      </Loaded>
    </article>
  );
};

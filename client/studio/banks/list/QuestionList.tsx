import './list.css';
import { Empty, type InputRef, Pagination } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { dayAndTime, pick } from '../../../i18n/index.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import type { TabProps } from '../BankPage.tsx';
import { BulkBar } from '../bulk/BulkBar.tsx';
import { Categories } from '../Categories.tsx';
import { branchesOf, flat } from '../category-tree.ts';
import type { Names } from './Cells.tsx';
import { Chips } from './Chips.tsx';
import { type Column, keepColumns, keptColumns } from './columns.ts';
import { filtersIn, narrowed, PAGE_SIZES } from './list-filter.ts';
import { focusRow, moveRow, Rows } from './Rows.tsx';
import { Keys, Tools } from './Tools.tsx';
import { useListAddress, useQuestions } from './use-list.ts';

const useNames = (frame: TabProps['frame'], zone: string): Names =>
  useMemo(() => {
    const paths = new Map(flat(branchesOf(frame.categories)).map((c) => [c.id, c.path]));
    const points = new Map(frame.points.map((p) => [p.id, pick(p.name)]));
    const people = new Map(frame.people.map((p) => [p.id, p.name]));
    const nameIn = (known: Map<string, string>) => (id: string) => known.get(id) ?? '?';
    return {
      category: nameIn(paths),
      point: nameIn(points),
      person: nameIn(people),
      time: (at: number) => dayAndTime(at, zone),
    };
  }, [frame, zone]);

/** Which rows are chosen; it outlives a page, not the bank. */
const usePicked = () => {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback((ids: readonly string[], on: boolean): void => {
    setPicked((before) => {
      const next = new Set(before);
      for (const id of ids) on ? next.add(id) : next.delete(id);
      return next;
    });
  }, []);
  const pickOne = useCallback((id: string, on: boolean) => set([id], on), [set]);
  return { picked, set, pickOne, clear: useCallback(() => setPicked(new Set()), []) };
};

/** The bank's questions: searched, filtered, sorted, chosen and changed together. */
export const QuestionList = ({ me, frame, onFrame, onChange }: TabProps) => {
  const bank = frame.bank.id;
  const [list, setList] = useListAddress();
  const { found, fault, busy, reload } = useQuestions(bank, list);
  const { picked, set, pickOne, clear } = usePicked();
  const [columns, setColumns] = useState<Column[]>(() => keptColumns(me.person.id));
  const [preview, setPreview] = useState<string>();
  const [open, setOpen] = useState<'keys' | 'categories'>();
  const names = useNames(frame, me.org.zone);
  const box = useRef<InputRef>(null);
  const rows = found?.rows ?? [];
  useListKeys(box, open === undefined, () => setOpen('keys'));
  useEffect(() => {
    if (preview !== undefined && found !== undefined && !found.rows.some((r) => r.id === preview))
      setPreview(undefined);
  }, [found, preview]);
  const changed = useCallback((): void => {
    reload();
    onChange();
  }, [reload, onChange]);
  const sort = (by: NonNullable<typeof list.sort>): void => {
    const down = list.descending ?? (list.sort === undefined || list.sort === 'updated');
    const isNow = (list.sort ?? 'updated') === by;
    setList(narrowed(list, { sort: by, descending: isNow ? !down : by === 'updated' || by === 'answers' }));
  };
  return (
    <div className="list">
      <Tools
        frame={frame}
        list={list}
        onList={setList}
        box={box}
        found={found}
        busy={busy}
        columns={columns}
        onColumns={(next) => {
          keepColumns(me.person.id, next);
          setColumns(next);
        }}
        onKeys={() => setOpen('keys')}
        onCategories={() => setOpen('categories')}
      />
      <Chips frame={frame} list={list} onList={setList} />
      <Loaded ready={found !== undefined} fault={fault} onRetry={reload}>
        {rows.length === 0 && <Nothing isFiltered={filtersIn(list) > 0 || list.text !== undefined} />}
        {rows.length > 0 && (
          <Rows
            rows={rows}
            columns={columns}
            names={names}
            list={list}
            picked={picked}
            preview={preview}
            allPicked={rows.every((r) => picked.has(r.id))}
            onPickAll={(on) =>
              set(
                rows.map((r) => r.id),
                on,
              )
            }
            onPick={pickOne}
            onPreview={setPreview}
            onSort={sort}
          />
        )}
        <Pages total={found?.total ?? 0} list={list} onList={setList} />
      </Loaded>
      {picked.size > 0 && (
        <BulkBar
          frame={frame}
          list={list}
          total={found?.total ?? 0}
          picked={picked}
          onPick={set}
          onClear={clear}
          onChanged={changed}
        />
      )}
      {open === 'keys' && <Keys onClose={() => setOpen(undefined)} />}
      {open === 'categories' && (
        <Categories
          frame={frame}
          onFrame={(next) => {
            onFrame(next);
            reload();
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
};

/** Keys of the whole list; those of a row are the row's. */
const useListKeys = (box: { current: InputRef | null }, on: boolean, help: () => void): void =>
  useKeys(
    {
      '/': () => box.current?.focus({ cursor: 'all' }),
      '?': help,
      j: () => moveRow(1),
      k: () => focusRow((now) => (now < 0 ? 0 : now - 1)),
    },
    on,
  );

const Nothing = ({ isFiltered }: { isFiltered: boolean }) => {
  const t = useS('bank');
  return <Empty description={t(isFiltered ? 'list.none' : 'list.empty')} />;
};

type PagesProps = { total: number } & Pick<Parameters<typeof Chips>[0], 'list' | 'onList'>;
const Pages = ({ total, list, onList }: PagesProps) => (
  <Pagination
    className="list-pages"
    align="end"
    hideOnSinglePage={list.size === PAGE_SIZES[0]}
    responsive
    current={list.page}
    pageSize={list.size}
    total={total}
    pageSizeOptions={[...PAGE_SIZES]}
    showSizeChanger
    onChange={(page, size) => {
      const next = PAGE_SIZES.find((s) => s === size) ?? list.size;
      onList({ ...list, size: next, page: next === list.size ? page : 1 });
      document.querySelector('.studio-main')?.scrollTo({ top: 0 });
    }}
  />
);

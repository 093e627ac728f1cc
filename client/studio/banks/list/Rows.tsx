import { EyeOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { type KeyboardEvent, memo } from 'react';
import type { QuestionRow } from '../../../../server/domain/api-bank.ts';
import { settings } from '../../../stores/settings.ts';
import { useS } from '../../i18n/index.ts';
import { goTo, pathOfPlace } from '../../place.ts';
import { Cell, type Names } from './Cells.tsx';
import { type Column, SORT_OF } from './columns.ts';
import type { ListState } from './list-filter.ts';
import { RowPreview } from './RowPreview.tsx';

/** What the hand on the list can do. */
export type Moves = {
  onPick: (id: string, on: boolean) => void;
  onPreview: (id: string | undefined) => void;
  onSort: (by: NonNullable<ListState['sort']>) => void;
};
type Props = Moves & {
  rows: readonly QuestionRow[];
  columns: readonly Column[];
  names: Names;
  list: ListState;
  picked: ReadonlySet<string>;
  preview: string | undefined;
  allPicked: boolean;
  onPickAll: (on: boolean) => void;
};

/** The link of the n-th row: where the keyboard stands. */
export const focusRow = (to: (now: number, count: number) => number): void => {
  const links = [...document.querySelectorAll<HTMLElement>('.list-rows .list-stem a')];
  const { activeElement } = document;
  const now = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
  links[Math.min(links.length - 1, Math.max(0, to(now, links.length)))]?.focus();
};
export const moveRow = (by: number): void => focusRow((now) => (now < 0 ? 0 : now + by));

/** Keys on a row: j k and arrows move, Space selects, P previews; Enter is the link's own. */
const onRowKey = (e: KeyboardEvent, row: QuestionRow, isPicked: boolean, isShown: boolean, moves: Moves) => {
  if (e.ctrlKey || e.metaKey || e.altKey || !(e.target instanceof HTMLAnchorElement)) return;
  const letters = settings.getState().shortcuts;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (key === 'ArrowDown' || (letters && key === 'j')) moveRow(1);
  else if (key === 'ArrowUp' || (letters && key === 'k')) moveRow(-1);
  else if (key === ' ') moves.onPick(row.id, !isPicked);
  else if (letters && key === 'p') moves.onPreview(isShown ? undefined : row.id);
  else if (key === 'Home') focusRow(() => 0);
  else if (key === 'End') focusRow((_, count) => count - 1);
  else return;
  e.preventDefault();
};

/** The questions as a table; on a phone each row is a card with its labels. */
export const Rows = (props: Props) => {
  const { rows, columns, picked, preview, allPicked, onPickAll } = props;
  const t = useS('bank');
  return (
    <div className="list-scroll">
      <table className="list-rows">
        <thead>
          <tr>
            <th scope="col" className="list-pick">
              <Checkbox
                aria-label={t('pick.page')}
                checked={allPicked}
                indeterminate={!allPicked && picked.size > 0}
                onChange={(e) => onPickAll(e.target.checked)}
              >
                <span className="list-pick-name">{t('pick.page')}</span>
              </Checkbox>
            </th>
            <Head {...props} column="stem" />
            {columns.map((column) => (
              <Head key={column} {...props} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              columns={columns}
              names={props.names}
              isPicked={picked.has(row.id)}
              isShown={preview === row.id}
              onPick={props.onPick}
              onPreview={props.onPreview}
              onSort={props.onSort}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Head = ({ column, list, onSort }: Props & { column: Column | 'stem' }) => {
  const t = useS('bank');
  const by = SORT_OF[column];
  if (by === undefined) return <th scope="col">{t(`col.${column}`)}</th>;
  const isNow = (list.sort ?? 'updated') === by;
  const down = list.descending ?? (list.sort === undefined || list.sort === 'updated');
  return (
    <th scope="col" aria-sort={isNow ? (down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort(by)}>
        {t(`col.${column}`)}
        <span aria-hidden="true">{isNow ? (down ? ' ↓' : ' ↑') : ' ↕'}</span>
      </button>
    </th>
  );
};

type RowProps = Moves & {
  row: QuestionRow;
  columns: readonly Column[];
  names: Names;
  isPicked: boolean;
  isShown: boolean;
};

const Row = memo((props: RowProps) => {
  const { row, columns, names, isPicked, isShown, onPreview } = props;
  return (
    <>
      <tr
        className={isPicked ? 'is-picked' : undefined}
        onKeyDown={(e) => onRowKey(e, row, isPicked, isShown, props)}
      >
        <Stem {...props} />
        {columns.map((column) => (
          <DataCell key={column} row={row} column={column} names={names} />
        ))}
      </tr>
      {isShown && (
        <tr className="list-preview">
          <td colSpan={columns.length + 2}>
            <RowPreview row={row} names={names} onClose={() => onPreview(undefined)} />
          </td>
        </tr>
      )}
    </>
  );
});

const Stem = ({ row, isPicked, isShown, onPick, onPreview }: RowProps) => {
  const t = useS('bank');
  const place = { name: 'question', bank: row.bank, question: row.id } as const;
  const stem = row.stem || row.name || t('stem.none');
  return (
    <>
      <td className="list-pick">
        <input
          type="checkbox"
          aria-label={t('pick.one', { what: stem.slice(0, 60) })}
          checked={isPicked}
          onChange={(e) => onPick(row.id, e.target.checked)}
        />
      </td>
      <th scope="row" className="list-stem">
        <a
          href={`/studio${pathOfPlace(place)}`}
          onClick={(e) => {
            if (e.ctrlKey || e.metaKey || e.shiftKey) return;
            e.preventDefault();
            goTo(place);
          }}
        >
          {stem}
        </a>
        <button
          type="button"
          aria-label={t('preview.of', { what: stem.slice(0, 60) })}
          title={t('preview')}
          aria-expanded={isShown}
          onClick={() => onPreview(isShown ? undefined : row.id)}
        >
          <EyeOutlined />
        </button>
      </th>
    </>
  );
};

const NUMERIC: readonly Column[] = ['answers', 'facility', 'discrimination', 'version'];
const isBlank = (row: QuestionRow, column: Column): boolean =>
  (column === 'draft' && !row.draft) ||
  (column === 'comments' && row.comments === 0) ||
  (column === 'tags' && row.tags.length === 0) ||
  (column === 'flags' && row.flags.length === 0) ||
  ((column === 'facility' || column === 'discrimination') && row.answers === 0) ||
  ((column === 'category' || column === 'point' || column === 'author' || column === 'reviewer') &&
    row[column] === undefined);

const DataCell = ({ row, column, names }: Pick<RowProps, 'row' | 'names'> & { column: Column }) => {
  const t = useS('bank');
  return (
    <td
      data-label={t(`col.${column}`)}
      className={`list-${column}${NUMERIC.includes(column) ? ' is-number' : ''}${isBlank(row, column) ? ' is-blank' : ''}`}
    >
      <Cell row={row} column={column} names={names} />
    </td>
  );
};

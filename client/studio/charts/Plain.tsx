import type { Row } from '../../../server/domain/figure.ts';
import { pick } from '../../i18n/index.ts';
import { Icon } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { cellText, textOf } from './cells.ts';
import { columnOf, type Draw, type Figure, isSmall, numberIn } from './draw.ts';

type StripProps = {
  figure: Figure;
  draw: Extract<Draw, { kind: 'strip' }>;
  onOpen: ((row: Row) => void) | undefined;
};

/** One line for each person: blocks of what is done, and whether it is on time, in words and with a sign. */
export const Strip = ({ figure, draw, onOpen }: StripProps) => (
  <ul className="figure-strip">
    {figure.rows.map((row) => (
      <li key={`${row.person} ${textOf(figure.metric, figure.names, row, draw.label)}`}>
        <StripRow figure={figure} draw={draw} row={row} onOpen={onOpen} />
      </li>
    ))}
  </ul>
);

const MOST_BLOCKS = 12;
/** Of one block: done, done-late, late, open; without its own column what the count says. */
const stateOf = (row: Row, { each }: StripProps['draw'], i: number, done: number): string => {
  const state = each === undefined ? undefined : row[`${each}${i + 1}`];
  return `is-${typeof state === 'string' ? state : i < done ? 'done' : 'open'}`;
};

const StripRow = ({ figure, draw, row, onOpen }: StripProps & { row: Row }) => {
  const t = useS('charts');
  const { metric, names } = figure;
  const name = textOf(metric, names, row, draw.label);
  const of = Math.min(MOST_BLOCKS, Math.max(1, numberIn(row, draw.of) ?? 1));
  const done = numberIn(row, draw.done) ?? 0;
  const late = numberIn(row, draw.late);
  const said = t('strip', { done, of });
  const pace = late === null ? '' : late > 0 ? t('late', { count: late }) : t('on-time');
  const parts = (
    <>
      <span className="strip-name">{name}</span>
      <span className="strip-blocks" aria-hidden="true">
        {Array.from({ length: of }, (_, i) => i).map((i) => (
          <i key={i} className={stateOf(row, draw, i, done)} />
        ))}
      </span>
      <span className="strip-said">{said}</span>
      {pace !== '' && (
        <span className={late !== null && late > 0 ? 'strip-pace is-late' : 'strip-pace'}>
          <Icon name={late !== null && late > 0 ? 'snail' : 'check-mark-button'} size={18} /> {pace}
        </span>
      )}
    </>
  );
  return onOpen === undefined ? (
    <div className="strip-row">{parts}</div>
  ) : (
    <button type="button" className="strip-row" onClick={() => onOpen(row)}>
      {parts}
    </button>
  );
};

type TilesProps = { figure: Figure; draw: Extract<Draw, { kind: 'tiles' }> };

/** The numbers of the first row, large, each under its heading, with the interval and n beside it. */
export const Tiles = ({ figure, draw }: TilesProps) => {
  const t = useS('charts');
  const { metric, names, rows } = figure;
  const row = rows[0] ?? {};
  const low = columnOf(metric, 'low');
  const range =
    low !== undefined && numberIn(row, 'low') !== null
      ? `${cellText(row.low, low, names)} – ${cellText(row.high, low, names)}`
      : '';
  return (
    <dl className={isSmall(metric, row) ? 'figure-tiles is-small' : 'figure-tiles'}>
      {draw.values.map((id) => {
        const column = columnOf(metric, id);
        if (column === undefined) return null;
        return (
          <div key={id}>
            <dt>{pick(column.name)}</dt>
            <dd>
              {cellText(row[id], column, names)}
              {id === 'rate' && range !== '' && <small>{t('range', { range })}</small>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};

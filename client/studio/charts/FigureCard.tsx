import './charts.css';
import { Alert, Button, Dropdown, Empty, Popover, Spin } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useStore } from 'zustand';
import type { FigureView, Filter, MetricView, Row } from '../../../server/domain/figure.ts';
import { lang, pick } from '../../i18n/index.ts';
import { FIGURE_FILES, figureFile } from '../../net/figures.ts';
import { session } from '../../stores/session.ts';
import { Icon } from '../../ui/parts/index.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { BehindDrawer } from './BehindDrawer.tsx';
import { type Behind, behindOf, eventQueryOf } from './behind.ts';
import { Chart } from './Chart.tsx';
import { countOf, type Draw, type Figure, isSmall, numberIn } from './draw.ts';
import { FigureTable } from './FigureTable.tsx';
import { Strip, Tiles } from './Plain.tsx';
import { useFigure, useSame } from './use-figure.ts';

export type FigureCardProps = {
  /** Id in the registry: its name, definition, columns and minimum come from there. */
  metric: string;
  filter: Filter;
  draw: Draw;
  /** Else the name of the figure. */
  title?: string;
  /** The question that it answers, above the title. */
  asks?: string;
  /** Which rows are shown, in which order; chart and table show the same. */
  rows?: (rows: Row[]) => Row[];
  /** What can be done about it. */
  act?: ReactNode | ((rows: Row[]) => ReactNode);
  /** What a row opens, instead of the events behind it. */
  onOpen?: (row: Row) => void;
  /** Which events are behind a row, where its cells do not say it; undefined = none. */
  behind?: (row: Row) => Behind | undefined;
  wide?: boolean;
  children?: ReactNode;
};

/** A figure with all that belongs to one: definition, n, interval, table, events behind, files, and what to do about it. */
export const FigureCard = (props: FigureCardProps) => {
  const { metric: id, filter, rows: choose, wide, title, asks, act, children } = props;
  const t = useS('charts');
  const { metric, view, ready, fault, reload, busy } = useFigure(id, filter);
  const [table, setTable] = useState(props.draw.kind === 'table');
  const heading = useId();
  const name = title ?? (metric === undefined ? id : pick(metric.name));
  const chosen = view === undefined ? [] : (choose?.(view.rows) ?? view.rows);
  const bare = view !== undefined && view.hidden > 0 && isBare(chosen, props.draw);
  const rows = useSame(bare ? [] : chosen);
  const known = metric !== undefined && view !== undefined;
  return (
    <section className={wide ? 'figure-card is-wide' : 'figure-card'} aria-labelledby={heading}>
      <header>
        <div className="figure-name">
          {asks !== undefined && <p className="figure-asks">{asks}</p>}
          <h2 id={heading}>{name}</h2>
        </div>
        {metric !== undefined && <Definition metric={metric} />}
        {known && rows.length > 0 && (
          <Tools {...props} table={table} name={name} onTable={() => setTable(!table)} />
        )}
      </header>
      {fault !== undefined && (
        <Alert type="error" showIcon title={fault} action={<Button onClick={reload}>{t('again')}</Button>} />
      )}
      {!ready && fault === undefined && <Waiting />}
      {ready && metric === undefined && <Empty description={t('not-here')} />}
      {known && (
        <Spin spinning={busy} delay={200}>
          <Body {...props} metric={metric} view={view} shown={rows} name={name} table={table} />
        </Spin>
      )}
      {known && <Foot metric={metric} view={view} rows={rows} />}
      {children}
      {known && act !== undefined && (
        <div className="figure-acts">{typeof act === 'function' ? act(rows) : act}</div>
      )}
    </section>
  );
};

/** What the figure is, from the one registry; on hover, focus and tap. */
const Definition = ({ metric }: { metric: MetricView }) => {
  const t = useS('charts');
  const about = useId();
  return (
    <>
      <Popover
        trigger={['hover', 'focus', 'click']}
        placement="bottomRight"
        title={pick(metric.name)}
        content={<p className="figure-definition">{pick(metric.definition)}</p>}
      >
        <button
          type="button"
          className="figure-what"
          aria-label={t('what', { name: pick(metric.name) })}
          aria-describedby={about}
        >
          ?
        </button>
      </Popover>
      <span id={about} className="sr-only">
        {pick(metric.definition)}
      </span>
    </>
  );
};

type ToolsProps = FigureCardProps & { table: boolean; name: string; onTable: () => void };
const Tools = ({ metric, filter, draw, table, name, onTable }: ToolsProps) => {
  const t = useS('charts');
  return (
    <div className="figure-tools">
      {draw.kind !== 'table' && (
        <Button aria-pressed={table} onClick={onTable}>
          {t(table ? 'chart' : 'table')}
          <span className="sr-only"> · {name}</span>
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: FIGURE_FILES.map((format) => ({
            key: format,
            label: (
              <a href={figureFile(metric, filter, format, lang())} download>
                {t(`file.${format}`)}
              </a>
            ),
          })),
        }}
      >
        <Button aria-label={t('export.of', { name })}>{t('export')}</Button>
      </Dropdown>
    </div>
  );
};

type BodyProps = Pick<FigureCardProps, 'draw' | 'filter' | 'onOpen' | 'behind'> & {
  metric: MetricView;
  view: FigureView;
  shown: Row[];
  name: string;
  table: boolean;
};
const Body = ({ metric, view, shown: rows, name, table, draw: given, ...props }: BodyProps) => {
  const { filter, onOpen, behind } = props;
  const t = useS('charts');
  const zone = useStore(session, (s) => s.me?.org.zone ?? 'Asia/Shanghai');
  const [opened, setOpened] = useState<Row>();
  const draw = useSame(given);
  if (rows.length === 0)
    return <Empty description={view.hidden > 0 ? t('few.people', { count: view.hidden }) : t('nothing')} />;
  const figure: Figure = { metric, rows, names: view.names };
  const behindRow = (row: Row): Behind | undefined =>
    behind === undefined ? behindOf(metric, row, rows.length === 1) : behind(row);
  const opens = rows.some((row) => behindRow(row) !== undefined);
  const open = onOpen ?? (opens ? setOpened : undefined);
  const said = opened === undefined ? undefined : behindRow(opened);
  return (
    <>
      <Shown figure={figure} draw={table ? { kind: 'table' } : draw} name={name} open={open} />
      {said !== undefined && (
        <BehindDrawer
          title={name}
          query={eventQueryOf(metric, filter, said)}
          zone={zone}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
};

/** Columns of nothing beside hidden rows would say that there is nothing. */
const isBare = (rows: Row[], draw: Draw): boolean =>
  draw.kind === 'columns' && rows.every((row) => (numberIn(row, draw.value) ?? 0) === 0);

/** Where no row has both numbers there is no point to draw: the table says what there is. */
const hasMarks = ({ rows }: Figure, draw: Draw): boolean =>
  draw.kind !== 'scatter' ||
  rows.some((row) => numberIn(row, draw.x) !== null && numberIn(row, draw.y) !== null);

type ShownProps = { figure: Figure; draw: Draw; name: string; open: ((row: Row) => void) | undefined };
const Shown = ({ figure, draw, name, open }: ShownProps) => {
  if (draw.kind === 'table' || !hasMarks(figure, draw))
    return <FigureTable title={name} figure={figure} {...(open ? { onOpen: open } : {})} />;
  if (draw.kind === 'strip') return <Strip figure={figure} draw={draw} onOpen={open} />;
  if (draw.kind === 'tiles') return <Tiles figure={figure} draw={draw} />;
  return <Chart title={name} figure={figure} draw={draw} {...(open ? { onOpen: open } : {})} />;
};

/** n, the interval, what grey means and what is left out. */
const Foot = ({ metric, view, rows }: { metric: MetricView; view: FigureView; rows: Row[] }) => {
  const t = useS('charts');
  if (rows.length === 0) return null;
  const counts = rows.flatMap((row) => countOf(row) ?? []);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const { n, of } = metric.atLeast;
  const lines = [
    ...(counts.length === 0 ? [] : [least === most ? `n = ${least}` : `n = ${least} – ${most}`]),
    ...(metric.interval === 'none' ? [] : [t(`interval.${metric.interval}`)]),
    ...(rows.some((row) => isSmall(metric, row)) ? [t(`grey.${of}`, { n })] : []),
    ...(view.hidden === 0 ? [] : [t('hidden', { count: view.hidden })]),
  ];
  return lines.length === 0 ? null : (
    <p className="figure-foot">
      <Icon name="magnifying-glass-tilted-left" size={16} /> {lines.join(' · ')}
    </p>
  );
};

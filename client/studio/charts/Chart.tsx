import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Row } from '../../../server/domain/figure.ts';
import { lang } from '../../i18n/index.ts';
import { isReduced, settings } from '../../stores/settings.ts';
import { announce } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import type { Draw, Figure } from './draw.ts';
import type { ECharts } from './engine.ts';
import { fontOf, NARROW } from './look.ts';
import { make } from './make.ts';
import type { Drawn, Mark } from './option.ts';
import { reachable } from './reachable.ts';

type Props = { title: string; figure: Figure; draw: Draw; onOpen?: (row: Row) => void };

/** Width of A4 between its margins, in px. */
const PAPER = 660;
const DEFAULT = 640;
const MOST_TOLD = 12;

const tipOf = (mark: Mark): HTMLElement => {
  const box = document.createElement('div');
  box.className = 'chart-tip';
  const head = document.createElement('strong');
  head.textContent = mark.label;
  box.append(head);
  for (const text of mark.lines) {
    const line = document.createElement('div');
    line.textContent = text;
    box.append(line);
  }
  return box;
};

const spoken = (mark: Mark): string => [mark.label, ...mark.lines].join(', ');

/** How wide the chart may be on the screen; what the paper does to the page is not asked. */
const useWidth = (box: RefObject<HTMLDivElement | null>): number => {
  const [width, setWidth] = useState(DEFAULT);
  useEffect(() => {
    let paper = false;
    const measure = (): void => {
      if (!paper) setWidth((was) => box.current?.clientWidth || was);
    };
    const toPaper = (): void => {
      paper = true;
    };
    const fromPaper = (): void => {
      paper = false;
      measure();
    };
    measure();
    const watch = new ResizeObserver(measure);
    if (box.current !== null) watch.observe(box.current);
    addEventListener('beforeprint', toPaper);
    addEventListener('afterprint', fromPaper);
    return () => {
      watch.disconnect();
      removeEventListener('beforeprint', toPaper);
      removeEventListener('afterprint', fromPaper);
    };
  }, [box]);
  return width;
};

/** On paper a chart is as wide as the paper, at once: what is drawn a moment later is not printed. */
const usePaper = (chart: Handle, width: number): void => {
  useEffect(() => {
    const drawAt = (to: number): void => {
      chart.current?.setOption({ animation: false });
      chart.current?.resize({ width: to, animation: { duration: 0 } });
      chart.current?.getZr().flush();
    };
    const toPaper = (): void => drawAt(PAPER);
    const fromPaper = (): void => drawAt(width);
    addEventListener('beforeprint', toPaper);
    addEventListener('afterprint', fromPaper);
    return () => {
      removeEventListener('beforeprint', toPaper);
      removeEventListener('afterprint', fromPaper);
    };
  }, [chart, width]);
};

const find = (drawn: Drawn | undefined, series: unknown, index: unknown): Mark | undefined =>
  drawn?.marks.find((m) => m.series === series && m.index === index);

/** What is asked of the library beside the drawing itself: tooltip of our own, description for screen readers. */
const dressed = (drawn: Drawn, title: string) => ({
  ...drawn.option,
  tooltip: {
    trigger: 'item',
    confine: true,
    formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
      const mark = find(drawn, seriesIndex, dataIndex);
      return mark === undefined ? '' : tipOf(mark);
    },
  },
  aria: {
    enabled: true,
    label: { description: [title, ...drawn.marks.slice(0, MOST_TOLD).map(spoken)].join('. ') },
  },
});

type Handle = { current: ECharts | undefined };
/** Keeps a chart of the lazy library in the box; the last drawing is the one shown. */
const useEngine = (
  box: RefObject<HTMLDivElement | null>,
  drawn: Drawn | undefined,
  title: string,
  width: number,
  open: (mark: Mark) => void,
): Handle => {
  const chart = useRef<ECharts | undefined>(undefined);
  const opener = useRef(open);
  opener.current = open;
  useEffect(() => {
    let gone = false;
    const place = box.current;
    if (place === null || drawn === undefined) return;
    const size = { width, height: drawn.height };
    void import('./engine.ts').then(({ begin }) => {
      if (gone) return;
      const made = begin(place, lang(), size);
      chart.current = made;
      made.setOption(dressed(drawn, title), true);
      made.on('click', ({ seriesIndex, dataIndex }: { seriesIndex?: number; dataIndex?: number }) => {
        const mark = find(drawn, seriesIndex, dataIndex);
        if (mark !== undefined) opener.current(mark);
      });
    });
    return () => {
      gone = true;
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, [box, drawn, title, width]);
  return chart;
};

/** Arrows go from mark to mark and say it, Enter opens it. */
const useKeys = (chart: Handle, drawn: Drawn | undefined, open: (mark: Mark) => void) => {
  const at = useRef(-1);
  const show = (index: number): void => {
    const marks = drawn?.marks ?? [];
    const mark = marks[Math.max(0, Math.min(marks.length - 1, index))];
    if (mark === undefined) return;
    at.current = marks.indexOf(mark);
    const where = { seriesIndex: mark.series, dataIndex: mark.index };
    chart.current?.dispatchAction({ type: 'downplay' });
    chart.current?.dispatchAction({ type: 'highlight', ...where });
    chart.current?.dispatchAction({ type: 'showTip', ...where });
    announce(spoken(mark));
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    const to: Record<string, number> = {
      ArrowDown: at.current + 1,
      ArrowRight: at.current + 1,
      ArrowUp: at.current - 1,
      ArrowLeft: at.current - 1,
      Home: 0,
      End: Number.MAX_SAFE_INTEGER,
    };
    const next = to[e.key];
    const mark = drawn?.marks[at.current];
    if (next !== undefined) show(next);
    else if ((e.key === 'Enter' || e.key === ' ') && mark !== undefined) open(mark);
    else if (e.key === 'Escape') chart.current?.dispatchAction({ type: 'hideTip' });
    else return;
    e.preventDefault();
  };
  const onBlur = (): void => {
    at.current = -1;
    chart.current?.dispatchAction({ type: 'downplay' });
    chart.current?.dispatchAction({ type: 'hideTip' });
  };
  return { onKeyDown, onBlur };
};

/** A figure drawn as SVG. Its numbers stand in its description, in the tooltip of each mark and in the table beside it. */
export const Chart = ({ title, figure, draw, onOpen }: Props) => {
  const t = useS('charts');
  const still = isReduced(useStore(settings));
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { metric, rows, names } = figure;
  const drawn = useMemo(
    () => make({ metric, rows, names }, draw, { narrow: width < NARROW, still, font: fontOf() }),
    [metric, rows, names, draw, width, still],
  );
  const open = (mark: Mark): void => onOpen?.(mark.row);
  const chart = useEngine(box, drawn, title, width, open);
  usePaper(chart, width);
  const keys = useKeys(chart, drawn, open);
  const hint = t(onOpen === undefined ? 'keys' : 'keys.open');
  return (
    <div ref={reachable} className="chart" role="application" aria-label={`${title}. ${hint}`} {...keys}>
      <div ref={box} className="chart-box" style={{ height: drawn?.height }} />
    </div>
  );
};

import type { EventLine, FigureView, MetricView } from './figure.ts';
import type { LocalText } from './text.ts';

/** The filter as it stands behind `?`: from, to, department, post, cohort, quest, bank. */
type Narrow = { query: Record<string, string> };

/** Figures of the log: definitions, values, the events behind them. */
export type FigureApi = {
  /** Every figure and its definition. */
  'GET /api/figures': { reply: MetricView[] };
  /** One figure. Throws `figure.unknown`, `figure.days`, `auth.forbidden`. As a file: `/api/figures/:metric.csv` and `.xlsx`. */
  'GET /api/figures/:metric': Narrow & { reply: FigureView };
  /** The events behind a row, newest first; `query` = EventQuery as JSON. */
  'GET /api/figure-events': { query: { query: string }; reply: EventLine[] };
  /** What the filter can narrow to. */
  'GET /api/figure-filters': { reply: FilterChoices };
};

type Named = { id: string; name: string };
export type FilterChoices = {
  /** Today's organisation day, YYYYMMDD, and the first day of the log. */
  today: number;
  firstDay: number;
  zone: string;
  departments: (Named & { parent: string | null })[];
  posts: string[];
  cohorts: Named[];
  quests: { id: string; name: LocalText }[];
  banks: { id: string; name: LocalText }[];
};

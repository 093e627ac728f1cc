import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { LabelLayout, LegacyGridContainLabel } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  LabelLayout,
  LegacyGridContainLabel,
  SVGRenderer,
]);

/** A chart in a box, as SVG: it stays sharp on paper. */
export const begin = (
  box: HTMLElement,
  lang: 'zh' | 'en',
  size: { width: number; height: number },
): ECharts => init(box, undefined, { renderer: 'svg', locale: lang === 'zh' ? 'ZH' : 'EN', ...size });
export type { ECharts };

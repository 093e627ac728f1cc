import { drawHeat, drawScatter } from './areas.ts';
import { drawBars, drawColumns, drawDots, drawFunnel } from './bars.ts';
import type { Draw, Figure } from './draw.ts';
import { drawLines, drawSlope } from './lines.ts';
import type { Drawn, Sheet } from './option.ts';

/** The drawing of a figure; undefined = it is shown without a chart (strip, tiles, table). */
export const make = (figure: Figure, draw: Draw, sheet: Sheet): Drawn | undefined => {
  switch (draw.kind) {
    case 'bars':
      return drawBars(figure, draw, sheet);
    case 'columns':
      return drawColumns(figure, draw, sheet);
    case 'dots':
      return drawDots(figure, draw, sheet);
    case 'line':
      return drawLines(figure, draw, sheet);
    case 'scatter':
      return drawScatter(figure, draw, sheet);
    case 'heat':
      return drawHeat(figure, draw, sheet);
    case 'slope':
      return drawSlope(figure, draw, sheet);
    case 'funnel':
      return drawFunnel(figure, draw, sheet);
    default:
      return undefined;
  }
};

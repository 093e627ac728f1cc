/** Colours of charts, out of the tokens; the first four are apart for every kind of colour vision. */
export const COLOURS = ['#0b73ad', '#d58a0c', '#1e9e5a', '#4a183c', '#d5432b', '#0f6b5c'] as const;
export const SEA = COLOURS[0];
export const INK = '#0e2a3f';
export const INK_2 = '#34546a';
export const GREY = '#b4c7d4';
export const GREY_EDGE = '#5a7383';
export const LINE = '#d5e2ea';
export const CORAL = '#d5432b';
export const GOLD = '#ffc53d';
export const HEAT = ['#eef5f9', '#b9d9ea', '#6fb1d6', '#0b73ad', '#0a4568'] as const;

/** Below this many px a chart is drawn for a phone. */
export const NARROW = 520;

/** Font of the page at the reader's text size; `small` for axes. */
export const fontOf = (): { family: string; size: number } => {
  const style = getComputedStyle(document.documentElement);
  const scale = Number.parseFloat(style.getPropertyValue('--scale')) || 1;
  return { family: style.getPropertyValue('--font-ui').trim() || 'sans-serif', size: Math.round(13 * scale) };
};

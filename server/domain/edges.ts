/** The text without white space and the given characters at its ends. Linear, where a pattern with `+$` is not. */
export const withoutEdges = (text: string, start: string, end = start): string => {
  const isAt = (at: number, edge: string): boolean => {
    const c = text[at] ?? '';
    return edge.includes(c) || c.trim() === '';
  };
  let from = 0;
  let to = text.length;
  while (from < to && isAt(from, start)) from += 1;
  while (to > from && isAt(to - 1, end)) to -= 1;
  return text.slice(from, to);
};

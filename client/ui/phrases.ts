const HAN = /\p{Script=Han}/u;
const OPENS = /[“‘（《〈「『【([{]$/u;
/** Words that lean on the one before. */
const LEANS = /^[的地得了着过吗呢吧们]$/u;

const words =
  typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined;

const mayPart = (before: string, next: Intl.SegmentData): boolean => {
  if (OPENS.test(before) || LEANS.test(next.segment)) return false;
  if (next.isWordLike !== true) return OPENS.test(next.segment);
  return HAN.test(before.slice(-1)) || HAN.test(next.segment.slice(0, 1));
};

/** Cuts a Chinese text where a line may end without parting a word; a text without Han stays whole. */
export const phrases = (text: string): string[] => {
  if (words === undefined || !HAN.test(text)) return [text];
  const parts: string[] = [];
  for (const next of words.segment(text)) {
    const before = parts.at(-1);
    if (before === undefined || mayPart(before, next)) parts.push(next.segment);
    else parts[parts.length - 1] = before + next.segment;
  }
  return parts;
};

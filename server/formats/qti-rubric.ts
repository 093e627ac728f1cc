import type { Criterion } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { type ItemContext, localOf, textOfEl } from './qti-text.ts';
import { charsOf, type El, everyEl, kids, numberOf, wordsOf } from './qti-tree.ts';

/** What rubric blocks say to markers. */
export type Rubric = {
  forEssay: { rubric?: Criterion[]; sample?: LocalText };
  /** Notes what questions without a marker cannot hold. */
  forOthers: () => Record<string, never>;
};

const isForLearner = (el: El): boolean => {
  const view = (el.attrs.view ?? '').split(/\s+/u);
  return el.attrs.view === undefined || view.includes('candidate');
};

/** A list of our own writer: name and points, term by term. */
const criteriaOf = (el: El, ctx: ItemContext): Criterion[] =>
  everyEl(el, 'dl').flatMap((dl) =>
    kids(dl, 'dt').flatMap((dt, i) => {
      const points = numberOf(wordsOf(kids(dl, 'dd')[i]));
      const name = charsOf(dt).trim();
      return name === '' || points === undefined ? [] : [{ name: localOf(name, ctx), points }];
    }),
  );

/** Takes the blocks for markers out of the body; those for learners stay in the stem. */
export const rubricOf = (body: El, replaced: Map<El, string>, ctx: ItemContext): Rubric => {
  const blocks = everyEl(body, 'rubricBlock').filter((el) => !isForLearner(el));
  for (const el of blocks) replaced.set(el, '');
  const listed = blocks.find((el) => (el.attrs.class ?? '').split(' ').includes('criteria'));
  const criteria = listed ? criteriaOf(listed, ctx) : [];
  const words = blocks
    .filter((el) => el !== listed)
    .flatMap((el) => textOfEl(el, ctx)?.[ctx.lang] ?? [])
    .join('\n\n');
  return {
    forEssay: {
      ...(criteria.length > 0 ? { rubric: criteria } : {}),
      ...(words === '' ? {} : { sample: localOf(words, ctx) }),
    },
    forOthers: () => {
      if (words !== '') ctx.warn('question.part_dropped', { part: `rubric "${words.slice(0, 80)}"` });
      return {};
    },
  };
};

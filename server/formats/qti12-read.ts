import type { Note, NoteCode, Place } from '../domain/notes/index.ts';
import { escapeRich } from '../domain/rich-text.ts';
import { checked } from './checked.ts';
import type { ReadQuestion } from './format.ts';
import type { MediaShelf } from './qti-media.ts';
import { type ItemContext, langOfItem, localOf, Refused } from './qti-text.ts';
import { type El, everyEl, firstEl, kid, kids, wordsOf } from './qti-tree.ts';
import type { ItemResult } from './qti2-read.ts';
import { feedbackOf12 } from './qti12-feedback.ts';
import { partOf12 } from './qti12-parts.ts';
import { conditionsOf } from './qti12-scoring.ts';

type Source = { at: Place; base: string; shelf: MediaShelf; from: number };

/** Metadata of an item or assessment by label, in lower case. */
const metadataOf = (el: El): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  const put = (label: string, entry: string): void => {
    const key = label.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), entry]);
  };
  for (const meta of kids(el, 'itemmetadata', 'qtimetadata')) {
    for (const field of everyEl(meta, 'qtimetadatafield'))
      put(wordsOf(kid(field, 'fieldlabel')), wordsOf(kid(field, 'fieldentry')));
    for (const own of kids(meta)) if (/^(bbmd|qmd)_/u.test(own.name)) put(own.name, wordsOf(own));
  }
  return found;
};

const TYPE_LABELS = ['question_type', 'bbmd_questiontype', 'qmd_itemtype', 'questiontype', 'cc_profile'];

const candidateOf = (item: El, ctx: ItemContext): Record<string, unknown> => {
  if (item.cut) throw new Refused('qti.cut_off');
  const presentation = kid(item, 'presentation');
  if (!presentation) throw new Refused('question.no_stem');
  if (kids(item, 'itemproc_extension').some((e) => firstEl(e, 'calculated')))
    throw new Refused('qti.template');
  const meta = metadataOf(item);
  const types = TYPE_LABELS.flatMap((label) => meta.get(label) ?? []).map((t) => t.toLowerCase());
  const conditions = conditionsOf(item);
  const feedback = feedbackOf12(item, conditions, ctx);
  const part = partOf12({
    presentation,
    types,
    conditions,
    feedback,
    ctx,
    allOrNothing: meta.get('scoring_algorithm')?.some((m) => /allornothing/iu.test(m)) ?? false,
    notes: meta.get('grading_notes')?.join('\n') ?? '',
  });
  feedback.tellUnused();
  const title = (item.attrs.title ?? '').trim();
  const said = [item.attrs.instructions?.trim() ?? '', part.stem].filter((t) => t !== '');
  if (part.stem === '' && title === '') throw new Refused('question.no_stem');
  const stem = part.stem === '' ? escapeRich(title) : said.join('\n\n');
  const { explanation, hint } = feedback;
  return {
    difficulty: 3,
    ...part,
    stem: localOf(stem, ctx),
    ...(explanation ? { explanation } : {}),
    ...(hint ? { hint } : {}),
  };
};

const readItem12 = (item: El, id: string, place: Place, category: string[], source: Source): ItemResult => {
  const warnings: Note[] = [];
  const warn = (code: NoteCode, details?: Note['details']): void => {
    const known = warnings.some(
      (w) => w.code === code && JSON.stringify(w.details) === JSON.stringify(details),
    );
    if (!known) warnings.push({ place, code, ...(details ? { details } : {}) });
  };
  const ctx: ItemContext = {
    place,
    base: source.base,
    shelf: source.shelf,
    warn,
    lang: langOfItem(item.attrs['xml:lang'], item),
  };
  try {
    const result = checked({ id, ...candidateOf(item, ctx) }, place);
    if ('fault' in result) return { rejected: result.fault, warnings };
    const name = (item.attrs.title ?? '').trim();
    const ref = (item.attrs.ident ?? '').trim();
    const question: ReadQuestion = {
      question: result.question,
      place,
      ...(name ? { name } : {}),
      ...(ref ? { ref } : {}),
      ...(category.length > 0 ? { category } : {}),
    };
    return { question, warnings };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, details } = error;
    return { rejected: { place, code, ...(details ? { details } : {}) }, warnings };
  }
};

const TITLED = new Set(['assessment', 'section', 'objectbank']);

const titleOf = (el: El): string => {
  if (!TITLED.has(el.name)) return '';
  const title = (el.attrs.title ?? '').trim();
  return title !== '' ? title : (metadataOf(el).get('bank_title')?.[0] ?? '').trim();
};

/** All items of a questestinterop, in the order of the file; sections are categories. */
export const readInterop = (root: El, source: Source): { results: ItemResult[]; warnings: Note[] } => {
  const results: ItemResult[] = [];
  const warnings: Note[] = [];
  const visit = (el: El, category: string[]): void => {
    for (const c of kids(el)) {
      if (c.name === 'item') {
        const n = source.from + results.length + 1;
        const place = {
          ...source.at,
          item: n,
          line: c.line,
          ...(c.attrs.ident ? { id: c.attrs.ident } : {}),
        };
        results.push(readItem12(c, `q-${n}`, place, category, source));
      } else if (/^(itemref|bankentry_item|sourcebank_ref)$/u.test(c.name)) {
        const id = c.attrs.item_ref ?? c.attrs.linkrefid ?? wordsOf(c);
        warnings.push({
          place: { ...source.at, line: c.line },
          code: 'qti.reference',
          details: { id: id.slice(0, 200) },
        });
      } else {
        const title = titleOf(c);
        visit(c, title === '' ? category : [...category, title]);
      }
    }
  };
  visit(root, []);
  return { results, warnings };
};

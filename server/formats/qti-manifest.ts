import { isExternal } from './html-media.ts';
import { pathFrom } from './qti-media.ts';
import { type El, everyEl, firstEl, kid, kids, wordsOf } from './qti-tree.ts';

/** What the metadata of a resource says of its question. */
export type Lom = {
  title?: string;
  tags?: string[];
  difficulty?: number;
  point?: string;
  ref?: string;
  lang?: string;
};
export type Resource = {
  id: string;
  type: string;
  href: string;
  /** Where the file lies in the package; undefined = elsewhere. */
  path?: string;
  lom: Lom;
};

const DIFFICULTIES = ['very easy', 'easy', 'medium', 'difficult', 'very difficult'];
/** Catalogue and taxonomy under which our own writer notes what LOM has no place for. */
export const OWN_CATALOG = 'archipelago';

const saidIn = (el: El | undefined): string => wordsOf(firstEl(el, 'string', 'langstring') ?? el);

/** Reads title, keywords, difficulty and our own notes of a LOM record, of any binding. */
export const lomOf = (metadata: El | undefined): Lom => {
  const lom = metadata && (firstEl(metadata, 'lom') ?? metadata);
  if (!lom) return {};
  const general = firstEl(lom, 'general');
  const title = saidIn(kid(general, 'title'));
  const tags = everyEl(lom, 'keyword')
    .flatMap((k) => [saidIn(k)])
    .filter((t) => t !== '');
  const level = saidIn(firstEl(firstEl(lom, 'difficulty'), 'value')).toLowerCase();
  const own = everyEl(lom, 'identifier').find((i) => wordsOf(kid(i, 'catalog')) === OWN_CATALOG);
  const ref = wordsOf(kid(own, 'entry'));
  const path = everyEl(lom, 'taxonPath').find((t) => saidIn(kid(t, 'source')) === OWN_CATALOG);
  const point = saidIn(firstEl(path, 'entry'));
  const lang = wordsOf(kid(general, 'language'));
  return {
    ...(title ? { title } : {}),
    ...(tags.length > 0 ? { tags: [...new Set(tags)] } : {}),
    ...(DIFFICULTIES.includes(level) ? { difficulty: DIFFICULTIES.indexOf(level) + 1 } : {}),
    ...(point ? { point } : {}),
    ...(ref ? { ref } : {}),
    ...(lang ? { lang } : {}),
  };
};

/** The LOM name of a difficulty, 1 to 5. */
export const difficultyName = (difficulty: number): string => DIFFICULTIES[difficulty - 1] ?? 'medium';

/** The resources of a manifest that lies in `root`. */
export const resourcesOf = (manifest: El, root: string): Resource[] =>
  everyEl(manifest, 'resource').map((el) => {
    const href = (el.attrs.href ?? kids(el, 'file')[0]?.attrs.href ?? '').trim();
    const path = isExternal(href) ? undefined : pathFrom(root, href);
    return {
      id: el.attrs.identifier ?? '',
      type: el.attrs.type ?? '',
      href,
      ...(path === undefined ? {} : { path }),
      lom: lomOf(kid(el, 'metadata')),
    };
  });

/** A place in a test: which file stands under which headings. */
export type TestPlace = { href: string; path?: string; category: string[] };

/** The items of a test or section file in their order. */
export const placesOf = (root: El, folder: string): TestPlace[] => {
  const walk = (el: El, category: string[]): TestPlace[] =>
    kids(el).flatMap((c) => {
      if (c.name === 'assessmentSection' || c.name === 'testPart' || c.name === 'assessmentTest') {
        const own = c.name === 'assessmentTest' && c.attrs.toolName === 'Archipelago';
        const title = c.name === 'testPart' || own ? '' : (c.attrs.title ?? '').trim();
        return walk(c, title === '' ? category : [...category, title]);
      }
      if (c.name !== 'assessmentItemRef') return [];
      const href = (c.attrs.href ?? '').trim();
      const path = isExternal(href) ? undefined : pathFrom(folder, href);
      return [{ href, ...(path === undefined ? {} : { path }), category }];
    });
  return walk(root, []);
};

import type { Note } from '../domain/notes/index.ts';
import { type Format, type Reading, type ReadQuestion, type SourceFile, UnreadableFile } from './format.ts';
import { type Lom, lomOf, placesOf, type Resource, resourcesOf, type TestPlace } from './qti-manifest.ts';
import { folderOf, type MediaShelf, mediaShelf, pathFrom } from './qti-media.ts';
import { type El, everyEl, kid, outermost, treeOf } from './qti-tree.ts';
import { type ItemResult, readItem } from './qti2-read.ts';
import { readInterop } from './qti12-read.ts';
import { decodeXml } from './xml.ts';
import { readZip, type ZipFile } from './zip.ts';

const ITEM = /<(?:[\w.-]+:)?(?:assessmentItem|qti-assessment-item|questestinterop)[\s>]/u;
const TEST =
  /<(?:[\w.-]+:)?(?:assessmentTest|qti-assessment-test|assessmentSection|qti-assessment-section)[\s>]/u;
const ITEM_TYPE = /item|imsqti_xmlv1|assessment|question|qti/iu;
const NOT_ITEM_TYPE =
  /associatedcontent|learning-application|webcontent|stimulus|section|css|outcome|usagedata|controlfile|metadata/iu;

/** What is gathered while the files are read. */
type Gathered = {
  format: Format;
  questions: ReadQuestion[];
  rejected: Note[];
  warnings: Note[];
  refs: Set<string>;
  count: number;
};

const startGathering = (): Gathered => ({
  format: 'qti22',
  questions: [],
  rejected: [],
  warnings: [],
  refs: new Set(),
  count: 0,
});

const formatOf = (text: string): Format => {
  if (/imsqtiasi_v3|qti-assessment-item/u.test(text)) return 'qti30';
  if (/questestinterop/u.test(text)) return 'qti12';
  return /imsqti_v2p[01]/u.test(text) ? 'qti21' : 'qti22';
};

/** Two items of one identifier: the second is known by its file as well. */
const refFor = (ref: string, path: string, n: number, taken: Set<string>): string => {
  const names = [ref, `${ref}@${path}`, `${ref}@${path}#${n}`];
  const free = names.find((name) => !taken.has(name)) ?? ref;
  taken.add(free);
  return free;
};

const withMetadata = (read: ReadQuestion, lom: Lom, category: string[]): ReadQuestion => {
  const name = read.name ?? lom.title;
  const kept = read.category ?? [];
  const path = [...category, ...kept];
  return {
    ...read,
    question: { ...read.question, difficulty: lom.difficulty ?? read.question.difficulty },
    ...(name ? { name } : {}),
    ...(path.length > 0 ? { category: path } : {}),
    ...(lom.tags ? { tags: lom.tags } : {}),
    ...(lom.point ? { point: lom.point } : {}),
  };
};

type Doc = {
  text: string;
  path?: string;
  lom: Lom;
  category: string[];
  shelf: MediaShelf;
  open?: (href: string) => El | undefined;
};

const add = (into: Gathered, result: ItemResult, doc: Doc): void => {
  into.warnings.push(...result.warnings);
  if ('rejected' in result) {
    into.rejected.push(result.rejected);
    return;
  }
  const read = withMetadata(result.question, doc.lom, doc.category);
  const ref = doc.lom.ref ?? read.ref;
  into.questions.push(
    ref === undefined ? read : { ...read, ref: refFor(ref, doc.path ?? '', into.count, into.refs) },
  );
};

/** All items of one document: an item, several, or a questestinterop of 1.2. */
const readDoc = (into: Gathered, doc: Doc): void => {
  const { root, faults } = treeOf(doc.text);
  const at = doc.path === undefined ? {} : { file: doc.path };
  const [fault] = faults;
  const before = into.count;
  const base = folderOf(doc.path ?? '');
  const interop = outermost(root, (el) => el.name === 'questestinterop');
  const items = outermost(root, (el) => el.name === 'assessmentItem');
  for (const el of items) {
    into.count++;
    const place = {
      ...at,
      item: into.count,
      line: el.line,
      ...(el.attrs.identifier ? { id: el.attrs.identifier } : {}),
    };
    const source = {
      place,
      base,
      shelf: doc.shelf,
      ...(doc.lom.lang ? { lang: doc.lom.lang } : {}),
      ...(doc.open ? { open: doc.open } : {}),
    };
    add(into, readItem(el, `q-${into.count}`, source), doc);
  }
  for (const el of interop) {
    const found = readInterop(el, { at, base, shelf: doc.shelf, from: into.count });
    for (const result of found.results) {
      into.count++;
      add(into, result, doc);
    }
    into.warnings.push(...found.warnings);
  }
  if (fault && into.count > before)
    into.warnings.push({
      place: { ...at, line: fault.line },
      code: 'qti.mended',
      details: { reason: fault.what },
    });
  else if (fault) throw new UnreadableFile('xml.broken', { reason: fault.what }, { ...at, line: fault.line });
};

const readingOf = (gathered: Gathered, encoding: string, shelf: MediaShelf): Reading => {
  const { format, questions, rejected, warnings } = gathered;
  return { format, encoding, questions, rejected, warnings, media: shelf.media };
};

/** A single XML file; the media that it names are not at hand. */
export const readQtiXml = (file: SourceFile): Reading => {
  const { text, encoding, warnings } = decodeXml(file);
  const gathered = startGathering();
  gathered.warnings.push(...warnings);
  gathered.format = formatOf(text.slice(0, 20_000));
  const shelf = mediaShelf({ read: () => undefined }, gathered.warnings);
  readDoc(gathered, { text, lom: {}, category: [], shelf });
  if (gathered.count === 0 && gathered.warnings.length === 0) throw new UnreadableFile('qti.nothing');
  return readingOf(gathered, encoding, shelf);
};

type Package = {
  zip: ZipFile;
  root: string;
  resources: Resource[];
  known: boolean;
  textOf: (path: string) => string | undefined;
};

const openPackage = (file: SourceFile, gathered: Gathered): Package => {
  const zip = readZip(file.bytes);
  const names = zip.names.filter((n) => /(^|\/)imsmanifest\.xml$/iu.test(n));
  const [path] = names.toSorted((a, b) => a.split('/').length - b.split('/').length);
  const textOf = (name: string): string | undefined => {
    const bytes = zip.read(name);
    return bytes && bytes.length > 0 ? decodeXml({ name, bytes }).text : undefined;
  };
  const root = folderOf(path ?? '');
  try {
    const text = path === undefined ? undefined : textOf(path);
    const manifest =
      text === undefined ? undefined : outermost(treeOf(text).root, (el) => el.name === 'manifest')[0];
    if (manifest) {
      const lang = lomOf(kid(manifest, 'metadata')).lang;
      const resources = resourcesOf(manifest, root).map((r) => ({
        ...r,
        lom: { ...(lang ? { lang } : {}), ...r.lom },
      }));
      return { zip, root, resources, known: true, textOf };
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    gathered.warnings.push({ ...error.note, place: { ...error.note.place, file: path ?? '' } });
  }
  gathered.warnings.push({ place: { file: path ?? 'imsmanifest.xml' }, code: 'qti.no_manifest' });
  return { zip, root, resources: [], known: false, textOf };
};

/** Reads a file as text; what cannot be read is rejected under its own name. */
const tryText = (pack: Package, path: string, gathered: Gathered): string | undefined => {
  try {
    return pack.textOf(path);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.note.code !== 'file.empty')
      gathered.rejected.push({ ...error.note, place: { ...error.note.place, file: path } });
    return undefined;
  }
};

const CANVAS = /(?:^|\/)non_cc_assessments\/([^/]+)\.xml\.qti$/u;

/** Files that may hold items. Of a quiz that Canvas wrote twice, the version that holds all its questions. */
const candidatesIn = (pack: Package): string[] => {
  const whole = new Set(pack.zip.names.flatMap((n) => CANVAS.exec(n)?.[1] ?? []));
  const isPart = (n: string): boolean => whole.has(/([^/]+)\/assessment_qti\.xml$/u.exec(n)?.[1] ?? '');
  const files = pack.zip.names.filter((n) => /\.xml$/iu.test(n) && !/(^|\/)imsmanifest\.xml$/iu.test(n));
  const more = pack.zip.names.filter((n) => /\.(qti|dat)$/iu.test(n));
  return [...files.filter((n) => !isPart(n)), ...more];
};

type Survey = { items: Map<string, string>; places: TestPlace[] };

/** The files that hold items, with their text, and the tests' order of them. */
const survey = (pack: Package, gathered: Gathered): Survey => {
  const items = new Map<string, string>();
  const places: TestPlace[] = [];
  const primary = new Set(pack.resources.map((r) => r.path));
  for (const path of candidatesIn(pack)) {
    const isData = /\.(qti|dat)$/iu.test(path) && !CANVAS.test(path);
    if (isData && items.size > 0 && !primary.has(path)) continue;
    const text = tryText(pack, path, gathered);
    if (text === undefined) continue;
    if (ITEM.test(text)) items.set(path, text);
    else if (TEST.test(text)) {
      try {
        places.push(...placesOf(treeOf(text).root, folderOf(path)));
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        gathered.warnings.push({ ...error.note, place: { ...error.note.place, file: path } });
      }
    }
  }
  return { items, places };
};

const holdsItem = (r: Resource): boolean => ITEM_TYPE.test(r.type) && !NOT_ITEM_TYPE.test(r.type);

/** Rejects what the manifest or a test names but the package does not hold. */
const rejectAbsent = (pack: Package, places: readonly TestPlace[], gathered: Gathered): void => {
  const told = new Set<string>();
  const listed = [...pack.resources.filter(holdsItem), ...places];
  for (const { href, path } of listed) {
    if (href === '' || told.has(path ?? href) || (path !== undefined && pack.zip.has(path))) continue;
    told.add(path ?? href);
    const code = path === undefined ? 'qti.external' : 'qti.missing';
    gathered.rejected.push({
      place: { file: href.slice(0, 200) },
      code,
      details: { href: href.slice(0, 200) },
    });
  }
};

/** The files in the order of the tests, then of the manifest, then of their names. */
const ordered = (
  items: Iterable<string>,
  places: readonly TestPlace[],
  resources: readonly Resource[],
): string[] => {
  const rank = new Map<string, number>();
  for (const { path } of [...places, ...resources])
    if (path !== undefined && !rank.has(path)) rank.set(path, rank.size);
  const at = (path: string): number => rank.get(path) ?? Number.MAX_SAFE_INTEGER;
  return [...items].toSorted((a, b) => at(a) - at(b) || (a < b ? -1 : 1));
};

const readOne = (path: string, gathered: Gathered, doc: Doc): void => {
  if (gathered.count === 0) gathered.format = formatOf(doc.text.slice(0, 20_000));
  try {
    readDoc(gathered, doc);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    gathered.rejected.push({ ...error.note, place: { ...error.note.place, file: path } });
  }
};

/** The body of a shared stimulus of QTI 3. */
const stimulusIn = (pack: Package, base: string, href: string): El | undefined => {
  const path = pathFrom(base, href);
  const text = path === undefined || !pack.zip.has(path) ? undefined : pack.textOf(path);
  return text === undefined ? undefined : everyEl(treeOf(text).root, 'stimulusBody')[0];
};

/** A zip package. Throws UnreadableFile `zip.*` for hostile archives and `qti.nothing`. */
export const readQtiPackage = (file: SourceFile): Reading => {
  const gathered = startGathering();
  const pack = openPackage(file, gathered);
  const shelf = mediaShelf({ read: pack.zip.read, names: pack.zip.names }, gathered.warnings);
  const { items, places } = survey(pack, gathered);
  const byPath = new Map(pack.resources.flatMap((r) => (r.path === undefined ? [] : [[r.path, r] as const])));
  const categories = new Map(
    places.flatMap((p) => (p.path === undefined ? [] : [[p.path, p.category] as const])),
  );
  for (const path of ordered(items.keys(), places, pack.resources)) {
    const text = items.get(path) ?? '';
    items.delete(path);
    const listed = byPath.has(path) || categories.has(path) || CANVAS.test(path);
    if (pack.known && !listed) gathered.warnings.push({ place: { file: path }, code: 'qti.not_listed' });
    const category = categories.get(path) ?? [];
    const open = (href: string): El | undefined => stimulusIn(pack, folderOf(path), href);
    readOne(path, gathered, { text, path, lom: byPath.get(path)?.lom ?? {}, category, shelf, open });
  }
  rejectAbsent(pack, places, gathered);
  if (gathered.count === 0 && gathered.rejected.length === 0) throw new UnreadableFile('qti.nothing');
  return readingOf(gathered, 'binary', shelf);
};

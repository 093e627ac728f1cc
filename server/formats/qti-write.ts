import type { Note } from '../domain/notes/index.ts';
import type { Question } from '../domain/question.ts';
import { mediaOf } from '../domain/rich-text.ts';
import { type Lang, textIn } from '../domain/text.ts';
import type { PortableQuestion, WriteInput, Writing } from './format.ts';
import { exportPlace, lossesOf, type Part, textsOf } from './losses.ts';
import { difficultyName, OWN_CATALOG } from './qti-manifest.ts';
import { isWild, itemXml } from './qti-write-item.ts';
import { attributeText, elementWriter, itemWriter, type Version } from './qti-write-xml.ts';
import { escapeXml } from './xml.ts';
import { writeZip } from './zip.ts';

const HELD: Part[] = [
  ...(['hint', 'explanation', 'feedback', 'point', 'difficulty', 'category', 'tags', 'ref', 'name'] as const),
  ...(['media', 'layout', 'units', 'order', 'case', 'scoring', 'weights', 'essay'] as const),
];

type Item = { identifier: string; href: string; title: string; media: string[]; portable: PortableQuestion };

const hasUnits = (q: Question): boolean =>
  q.type === 'cloze'
    ? q.gaps.some((g) => g.kind === 'numeric' && g.units)
    : q.type === 'numeric' && q.units !== undefined;

const lossesFor = (q: PortableQuestion, i: number, input: WriteInput): Note[] => {
  const place = exportPlace(q, i, input.lang);
  return [
    ...lossesOf(q, place, input.lang, HELD),
    ...(hasUnits(q.question) ? [{ place, code: 'lost.units' as const }] : []),
    ...(q.question.hint ? [{ place, code: 'qti.hint_hidden' as const }] : []),
    ...(isWild(q.question) ? [{ place, code: 'qti.wildcards' as const }] : []),
  ];
};

/** The language that an item is written in: the wanted one if its stem has it. */
const langOf = (q: Question, wanted: Lang): Lang =>
  q.stem[wanted] === undefined ? (wanted === 'zh' ? 'en' : 'zh') : wanted;

const mediaIn = (q: Question, lang: Lang): string[] => [
  ...new Set(textsOf(q).flatMap((t) => mediaOf(textIn(t, lang)))),
];

const itemsOf = (input: WriteInput): Item[] => {
  const taken = new Set<string>();
  return input.questions.map((portable, i) => {
    const wanted = `q_${portable.question.id}`;
    const identifier = taken.has(wanted) ? `${wanted}_${i + 1}` : wanted;
    taken.add(identifier);
    return {
      identifier,
      href: `items/${identifier}.xml`,
      title: portable.name ?? exportPlace(portable, i, input.lang).id ?? identifier,
      media: mediaIn(portable.question, langOf(portable.question, input.lang)),
      portable,
    };
  });
};

const lomXml = (portable: PortableQuestion): string => {
  const said = (name: string, text: string): string =>
    `<md:${name}><md:string>${escapeXml(text)}</md:string></md:${name}>`;
  const vocabulary = (source: string, value: string): string =>
    `<md:source>${source}</md:source><md:value>${escapeXml(value)}</md:value>`;
  const { name, ref, tags, point, question } = portable;
  const identifier =
    ref === undefined
      ? ''
      : `<md:identifier><md:catalog>${OWN_CATALOG}</md:catalog><md:entry>${escapeXml(ref)}</md:entry></md:identifier>`;
  const classification =
    point === undefined
      ? ''
      : `<md:classification><md:purpose>${vocabulary('LOMv1.0', 'educational objective')}</md:purpose><md:taxonPath>${said('source', OWN_CATALOG)}<md:taxon>${said('entry', point)}</md:taxon></md:taxonPath></md:classification>`;
  return [
    '<metadata><md:lom>',
    `<md:general>${identifier}${name === undefined ? '' : said('title', name)}${(tags ?? []).map((t) => said('keyword', t)).join('')}</md:general>`,
    `<md:educational><md:difficulty>${vocabulary('LOMv1.0', difficultyName(question.difficulty))}</md:difficulty></md:educational>`,
    classification,
    '</md:lom></metadata>',
  ].join('');
};

const MANIFESTS = {
  qti22: {
    xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    schema: 'QTIv2.2 Package',
    version: '1.0.0',
    item: 'imsqti_item_xmlv2p2',
    test: 'imsqti_test_xmlv2p2',
  },
  qti30: {
    xmlns: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
    schema: 'QTI Package',
    version: '3.0.0',
    item: 'imsqti_item_xmlv3p0',
    test: 'imsqti_test_xmlv3p0',
  },
};

const hrefOf = (name: string): string => `media/${name.split('/').map(encodeURIComponent).join('/')}`;

const manifestXml = (
  version: Version,
  items: readonly Item[],
  present: (name: string) => boolean,
): string => {
  const kind = MANIFESTS[version];
  const resources = items.map((item) => {
    const files = [item.href, ...item.media.filter(present).map(hrefOf)].map(
      (h) => `<file href="${attributeText(h)}"/>`,
    );
    return `<resource identifier="R_${item.identifier}" type="${kind.item}" href="${item.href}">${lomXml(item.portable)}${files.join('')}</resource>`;
  });
  const test =
    items.length === 0
      ? ''
      : `<resource identifier="R_test" type="${kind.test}" href="test.xml"><file href="test.xml"/></resource>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest xmlns="${kind.xmlns}" xmlns:md="http://ltsc.ieee.org/xsd/LOM" identifier="M_archipelago">`,
    `<metadata><schema>${kind.schema}</schema><schemaversion>${kind.version}</schemaversion></metadata>`,
    `<organizations/><resources>${test}${resources.join('\n')}</resources></manifest>`,
  ].join('\n');
};

const NAMESPACES = {
  qti22: 'http://www.imsglobal.org/xsd/imsqti_v2p2',
  qti30: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
};

/** A test whose sections are the categories, in the order of the questions. */
const testXml = (version: Version, items: readonly Item[], bank: string): string => {
  const el = elementWriter(version);
  const runs: { category: string[]; items: Item[] }[] = [];
  for (const item of items) {
    const category = item.portable.category ?? [];
    const last = runs.at(-1);
    if (last && last.category.join('\n') === category.join('\n')) last.items.push(item);
    else runs.push({ category, items: [item] });
  }
  const section = (n: number, depth: number, run: (typeof runs)[number]): string => {
    const deepest = depth >= run.category.length - 1;
    const inner = deepest
      ? run.items.map((i) => el('assessmentItemRef', { identifier: i.identifier, href: i.href })).join('')
      : section(n, depth + 1, run);
    const title = run.category[depth] ?? '';
    return el('assessmentSection', { identifier: `S_${n}_${depth}`, title, visible: true }, inner);
  };
  const part = el(
    'testPart',
    { identifier: 'P', navigationMode: 'nonlinear', submissionMode: 'individual' },
    ...runs.map((run, n) => section(n + 1, 0, run)),
  );
  const test = el(
    'assessmentTest',
    { xmlns: NAMESPACES[version], identifier: 'T', title: bank, toolName: 'Archipelago' },
    part,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${test}\n`;
};

const write = (version: Version, input: WriteInput): Writing => {
  const items = itemsOf(input);
  const utf8 = new TextEncoder();
  const present = (name: string): boolean => input.media.has(name);
  const files = items.map((item) => {
    const w = itemWriter(version, langOf(item.portable.question, input.lang));
    return { name: item.href, bytes: utf8.encode(itemXml(w, item.portable, item.identifier, item.title)) };
  });
  const used = new Set(items.flatMap((i) => i.media));
  const media = [...input.media]
    .filter(([name]) => used.has(name))
    .map(([name, bytes]) => ({ name: `media/${name}`, bytes }));
  const lost = items.flatMap((item, i) =>
    item.media
      .filter((name) => !present(name))
      .map(
        (name): Note => ({
          place: exportPlace(item.portable, i, input.lang),
          code: 'media.missing',
          details: { name },
        }),
      ),
  );
  const manifest = { name: 'imsmanifest.xml', bytes: utf8.encode(manifestXml(version, items, present)) };
  const test =
    items.length === 0 ? [] : [{ name: 'test.xml', bytes: utf8.encode(testXml(version, items, input.bank)) }];
  return {
    bytes: writeZip([manifest, ...test, ...files, ...media]),
    extension: '.zip',
    mime: 'application/zip',
    losses: [...input.questions.flatMap((q, i) => lossesFor(q, i, input)), ...lost],
  };
};

/** A QTI 2.2 package: one file an item, a test for the categories, media in media/. */
export const writeQti22 = (input: WriteInput): Writing => write('qti22', input);
/** A QTI 3.0 package of the same shape. */
export const writeQti30 = (input: WriteInput): Writing => write('qti30', input);

/// <reference path="./untyped.d.ts" />
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { type Characters, characterTiers } from './fonts/characters.ts';
import { codePointsOf } from './fonts/cmap.ts';
import { type Face, fontCss } from './fonts/font-css.ts';
import { type BuiltFile, type Part, textFile } from './part.ts';
import { PLACES } from './places.ts';
import { SOURCE_VERSIONS } from './source-versions.ts';

type FontPackage = 'noto-sans-sc' | 'zcool-kuaile' | 'fredoka' | 'nunito';

/** A web font to cut: `anyHan` says that it stands in for every Han character that no other face of its family has. */
type Cut = {
  file: string;
  family: string;
  weight: string;
  from: FontPackage;
  source: string;
  characters: Characters;
  anyHan?: boolean;
};

const UI = 'Archipelago UI';
const DISPLAY = 'Archipelago Display';
const NUMBERS = 'Archipelago Numbers';
const ANY_HAN = 'U+3400-9FFF';

const folderOf = (name: FontPackage): string => join(PLACES.sources, 'node_modules/@fontsource', name);

const readSource = ({ from, source }: Cut): Buffer => {
  const path = join(folderOf(from), 'files', `${from}-${source}-normal.woff2`);
  if (!existsSync(path)) throw new Error('no font sources: run `node client/art/sources.ts`');
  return readFileSync(path);
};

/** The cuts, the widest first: in CSS the narrow face that comes later wins, so that the wide one loads only when needed. */
const cuts = (): Cut[] => {
  const { start, ui, content, han, display, latin } = characterTiers();
  const noto = (weight: '500' | '800', tier: string, characters: Characters): Cut => ({
    file: `${tier}-${weight}.woff2`,
    family: UI,
    weight: weight === '500' ? '100 600' : '700 900',
    from: 'noto-sans-sc',
    source: `chinese-simplified-${weight}`,
    characters,
    ...(tier === 'han' ? { anyHan: true } : {}),
  });
  const tiers = { han, content, ui, start };
  const one = { weight: '400 900', characters: latin };
  return [
    ...Object.entries(tiers).flatMap(([tier, text]) => [noto('500', tier, text), noto('800', tier, text)]),
    {
      ...one,
      file: 'display-zh.woff2',
      family: DISPLAY,
      from: 'zcool-kuaile',
      source: 'chinese-simplified-400',
      characters: display,
    },
    { ...one, file: 'display-en.woff2', family: DISPLAY, from: 'fredoka', source: 'latin-600' },
    { ...one, file: 'num-900.woff2', family: NUMBERS, from: 'nunito', source: 'latin-900' },
  ];
};

const cutFont = async (cut: Cut): Promise<{ file: BuiltFile; face: Face }> => {
  const source = readSource(cut);
  const covered = codePointsOf(await subsetFont(source, cut.characters, { targetFormat: 'sfnt' }));
  const codes = [...cut.characters]
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((code) => covered.has(code));
  return {
    file: {
      path: `fonts/${cut.file}`,
      data: await subsetFont(source, cut.characters, { targetFormat: 'woff2' }),
    },
    face: { family: cut.family, file: cut.file, weight: cut.weight, range: cut.anyHan ? ANY_HAN : codes },
  };
};

const licences = (packages: FontPackage[]): BuiltFile =>
  textFile(
    'fonts/LICENSES.txt',
    packages
      .map((name) => `${name}\n\n${readFileSync(join(folderOf(name), 'LICENSE'), 'utf8').trim()}\n`)
      .join('\n\n'),
  );

/** The web fonts in tiers, their licences and client/ui/fonts.css. */
export const fontParts = (): Part[] => {
  const list = cuts();
  return [
    {
      name: 'fonts',
      module: import.meta.filename,
      inputs: [list, SOURCE_VERSIONS],
      build: async () => {
        const fonts = await Promise.all(list.map(cutFont));
        return [
          ...fonts.map(({ file }) => file),
          licences([...new Set(list.map(({ from }) => from))]),
          textFile('../ui/fonts.css', fontCss(fonts.map(({ face }) => face))),
        ];
      },
    },
  ];
};

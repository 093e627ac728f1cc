import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Where a room's files are, and what they may import: a room, a package, or `node` for Node's own modules. */
type Room = { at: RegExp; may: string[]; mayAsType?: string[]; mayLazily?: string[] };
const ROOMS: Record<string, Room> = {
  'server/domain': { at: /^server\/domain\//, may: ['server/domain', 'zod', 'ts-fsrs', 'openskill'] },
  'server/formats': {
    at: /^server\/formats\//,
    may: [
      'server/formats',
      'server/domain',
      'server/thread',
      'node',
      'yaml',
      'fflate',
      'saxes',
      'htmlparser2',
      '@e965/xlsx',
      'pdfkit',
      'hyparquet-writer',
    ],
    mayAsType: ['zod'],
  },
  'server/store': {
    at: /^server\/store\//,
    may: [
      'server/store',
      'server/domain',
      'server/thread',
      'node',
      'kysely',
      'better-sqlite3',
      'pg',
      'uuidv7',
      'zod',
      'canonicalize',
      'pinyin-pro',
    ],
  },
  'server/analytics': {
    at: /^server\/analytics\//,
    may: ['server/analytics', 'server/domain', 'kysely'],
    mayAsType: ['server/store'],
  },
  'server/rooms': {
    at: /^server\/rooms\//,
    may: [
      'server/rooms',
      'server/domain',
      'server/store',
      'server/context',
      'server/auth',
      'node',
      '@colyseus',
      'zod',
      'ws',
    ],
    mayAsType: ['pino'],
  },
  'server/routes': {
    at: /^server\/routes\//,
    may: [
      'server/routes',
      'server/domain',
      'server/store',
      'server/analytics',
      'server/formats',
      'server/context',
      'server/auth',
      'node',
      'express',
      'zod',
      '@dicebear/core',
    ],
  },
  'server/jobs': {
    at: /^server\/jobs\//,
    may: [
      'server/jobs',
      'server/domain',
      'server/store',
      'server/analytics',
      'server/formats',
      'server/context',
      'server/auth',
      'server/thread',
      'node',
      'web-push',
    ],
  },
  'server/thread': { at: /^server\/thread\.ts$/, may: ['node'] },
  'server/config': { at: /^server\/config\.ts$/, may: ['node', 'zod'] },
  'server/context': {
    at: /^server\/context\.ts$/,
    may: [],
    mayAsType: ['server/config', 'server/domain', 'server/store', 'pino'],
  },
  'server/auth': {
    at: /^server\/auth\.ts$/,
    may: ['server/domain', 'server/store', 'server/context', 'node'],
  },
  'server/cluster': {
    at: /^server\/cluster\.ts$/,
    may: ['server/auth', '@colyseus', 'ioredis'],
    mayAsType: ['pino'],
  },
  'server/app': {
    at: /^server\/app\.ts$/,
    may: ['server/routes', 'server/rooms', 'server/context', 'node', 'express', 'compression', '@colyseus'],
  },
  'server/main': {
    at: /^server\/main\.ts$/,
    may: [
      'server/app',
      'server/cluster',
      'server/rooms',
      'server/routes',
      'server/jobs',
      'server/store',
      'server/config',
      'server/context',
      'server/auth',
      'node',
      'pino',
    ],
  },
  'server/cli': {
    at: /^server\/cli\//,
    may: [
      'server/main',
      'server/app',
      'server/jobs',
      'server/store',
      'server/formats',
      'server/domain',
      'server/config',
      'server/context',
      'server/auth',
      'node',
      'pino',
      'vite',
    ],
  },
  'client/net': {
    at: /^client\/net\//,
    may: ['client/net', 'client/stores', 'server/domain', '@colyseus/sdk', 'uuidv7', 'zod'],
    mayAsType: ['server/app', 'server/rooms', '@colyseus'],
  },
  'client/sw': { at: /^client\/sw\//, may: ['client/sw', 'node'], mayAsType: ['vite'] },
  'client/stores': { at: /^client\/stores\//, may: ['client/stores', 'server/domain', 'zustand'] },
  'client/scenes': {
    at: /^client\/scenes\//,
    may: ['client/scenes', 'client/art/runtime', 'client/stores', 'client/net', 'client/i18n', 'phaser'],
    mayAsType: ['server/domain'],
  },
  'client/ui': {
    at: /^client\/ui\//,
    may: [
      'client/ui',
      'client/stores',
      'client/net',
      'client/i18n',
      'server/domain',
      'react',
      'react-dom',
      'react-i18next',
      'zustand',
      'zzfx',
      'uqr',
      'uuidv7',
    ],
    mayLazily: ['client/studio'],
  },
  'client/studio': {
    at: /^client\/studio\//,
    may: [
      'client/studio',
      'client/art/runtime',
      'client/ui',
      'client/stores',
      'client/net',
      'client/i18n',
      'server/domain',
      'react',
      'react-dom',
      'react-i18next',
      'zustand',
      'antd',
      '@ant-design',
      'echarts',
      'i18next',
      'simplex-noise',
    ],
  },
  'client/i18n': {
    at: /^client\/i18n\//,
    may: ['client/i18n', 'i18next', 'react-i18next', 'server/domain'],
  },
  /** Land from numbers, without a picture library: the build paints with it, and so does a browser. */
  'client/art/island': {
    at: /^client\/art\/(?:island\/(?!picture\.ts$)|random\.ts$)/,
    may: ['client/art/island', 'simplex-noise'],
    mayAsType: ['client/art'],
  },
  'client/art/runtime': {
    at: /^client\/art\/runtime\//,
    may: ['client/art/runtime', 'client/art/island'],
    mayAsType: ['client/art', 'server/domain'],
  },
  'client/art': {
    at: /^client\/art\//,
    may: [
      'client/art',
      'server/formats',
      'server/domain',
      'node',
      'yaml',
      '@resvg/resvg-js',
      'sharp',
      'maxrects-packer',
      'simplex-noise',
      'subset-font',
      '@dicebear/core',
    ],
  },
  'client/main': {
    at: /^client\/main\.tsx$/,
    may: [
      'client/ui',
      'client/scenes',
      'client/studio',
      'client/stores',
      'client/net',
      'client/i18n',
      'react',
      'react-dom',
    ],
  },
  electron: { at: /^electron\//, may: ['electron', 'server/app', 'server/main', 'server/config', 'node'] },
};

type Import = { file: string; to: string; isType: boolean; isLazy: boolean };

const sources = globSync('{server,client,electron}/**/*.{ts,tsx}', { cwd: root }).sort();
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
/** The code without its comments; texts in quotes stay. */
const codeOf = (text: string): string =>
  text.replace(
    /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|\/\*[\s\S]*?\*\/|(^|[\s;,{}()])\/\/[^\n]*/gm,
    (_, quoted: string | undefined, before: string | undefined) => quoted ?? before ?? '',
  );
const code = new Map(sources.map((file) => [file, codeOf(read(file))]));
const codeIn = (file: string): string => code.get(file) ?? '';

const roomOf = (file: string): string | undefined =>
  Object.entries(ROOMS).find(([, room]) => room.at.test(file))?.[0];

const targetOf = (file: string, specifier: string): string => {
  if (specifier.startsWith('.')) {
    const path = normalize(join(dirname(file), specifier));
    return roomOf(path) ?? path;
  }
  return specifier.startsWith('node:') ? 'node' : specifier;
};

const STATIC = /\b(import|export)\s+(type\s+)?(?:[\w$*{}\s,]*?\sfrom\s*)?'([^']+)'/g;
const DYNAMIC = /\bimport\s*\(\s*'([^']+)'/g;
/** `import type`, `import('x')` in a type position counts as dynamic: it needs the same permission. */
const importsOf = (file: string): Import[] => [
  ...[...codeIn(file).matchAll(STATIC)].map((m) => ({
    file,
    to: targetOf(file, m[3] ?? ''),
    isType: m[2] !== undefined || /\{\s*(type\s+[\w$ ]+,?\s*)+\}/.test(m[0]),
    isLazy: false,
  })),
  ...[...codeIn(file).matchAll(DYNAMIC)].map((m) => ({
    file,
    to: targetOf(file, m[1] ?? ''),
    isType: false,
    isLazy: true,
  })),
];
const imports = sources.flatMap(importsOf);

const allows = (list: readonly string[] | undefined, to: string): boolean =>
  list?.some((name) => to === name || to.startsWith(`${name}/`)) ?? false;

/** The files (outside `except`) whose code a pattern finds. */
const filesWith = (pattern: RegExp, inside: RegExp, except: RegExp = /^$/): string[] =>
  sources.filter((f) => inside.test(f) && !except.test(f) && pattern.test(codeIn(f)));
const importersOf = (name: RegExp, except: RegExp): string[] => [
  ...new Set(imports.filter((i) => name.test(i.to) && !except.test(i.file)).map((i) => i.file)),
];

describe('the house', () => {
  it('reads the imports of every file: also dynamic ones, types and plain effects', () => {
    const text = codeOf(
      "import type { A } from './a.ts';\nimport b, {\n  c,\n} from 'zod';\nimport 'x.css';\nexport * from './d.ts';\n" +
        "const late = await import('phaser'); // import('ghost')\n/* from 'ghost' */ const url = 'http://x.y';",
    );
    expect([...text.matchAll(STATIC)].map((m) => m[3])).toEqual(['./a.ts', 'zod', 'x.css', './d.ts']);
    expect([...text.matchAll(DYNAMIC)].map((m) => m[1])).toEqual(['phaser']);
    expect(text).toContain('http://x.y');
    expect(imports.length).toBeGreaterThan(500);
  });

  it('gives every source file a room', () => {
    expect(sources.filter((f) => roomOf(f) === undefined)).toEqual([]);
  });

  it('lets arrows point only where the table says', () => {
    const wrong = imports.filter(({ file, to, isType, isLazy }) => {
      const room = ROOMS[roomOf(file) ?? ''];
      return (
        !allows(room?.may, to) &&
        !(isType && allows(room?.mayAsType, to)) &&
        !(isLazy && allows(room?.mayLazily, to)) &&
        !to.endsWith('.css')
      );
    });
    expect(wrong.map((i) => `${i.file} -> ${i.to}${i.isType ? ' (type)' : ''}`)).toEqual([]);
  });

  it('opens threads in one place: Node must be told something first', () => {
    expect(filesWith(/new Worker\b/, /^server\//, /^server\/thread\.ts$/)).toEqual([]);
  });

  it('keeps the rules pure: no I/O, no clock, no randomness in server/domain', () => {
    const impure =
      /'node:|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\s*\.|\bprocess\s*\.|\bfetch\s*\(|\bset(?:Timeout|Interval|Immediate)\b|\bcrypto\s*\.|\brequire\s*\(/;
    expect(filesWith(impure, /^server\/domain\//)).toEqual([]);
  });

  it('takes time and dice from the context: no clock of its own in store, routes and analytics', () => {
    const clock = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b/;
    expect(filesWith(clock, /^server\/(?:store|routes|analytics|formats)\//)).toEqual([]);
  });

  it('reads the environment in server/config.ts only', () => {
    expect(
      filesWith(
        /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b/,
        /^(?:server|electron)\//,
        /^server\/config\.ts$/,
      ),
    ).toEqual([]);
  });

  it('calls the server from client/net only', () => {
    expect(
      filesWith(
        /(?<![\w.])fetch\s*\(|\bnew (?:WebSocket|XMLHttpRequest|EventSource)\b/,
        /^client\//,
        /^client\/(?:net|art|sw)\//,
      ),
    ).toEqual([]);
    expect(importersOf(/^@colyseus\/sdk/, /^client\/net\//)).toEqual([]);
  });

  it('keeps Phaser in the scenes, React out of them, and the console libraries in the studio', () => {
    expect(importersOf(/^phaser/, /^client\/scenes\//)).toEqual([]);
    expect(importersOf(/^react/, /^client\/(?:ui|studio|i18n|main\.tsx)/)).toEqual([]);
    expect(importersOf(/^(?:antd|@ant-design|echarts)/, /^client\/studio\//)).toEqual([]);
  });

  it('writes SQL in the store only', () => {
    expect(importersOf(/^(?:kysely|better-sqlite3|pg)(?:\/|$)/, /^server\/(?:store|analytics)\//)).toEqual(
      [],
    );
    const writes = /\.(?:insertInto|deleteFrom|updateTable|mergeInto|replaceInto)\(/;
    expect(filesWith(writes, /^server\/(?!store\/)/)).toEqual([]);
    expect(filesWith(/\.selectFrom\(/, /^server\/(?!store\/|analytics\/)/)).toEqual([]);
  });

  it('lets analytics read only', () => {
    expect(filesWith(/\bKysely\b/, /^server\/analytics\//)).toEqual([]);
  });

  it('splits every file before 400 lines', () => {
    const data = /^client\/i18n\/|^tests\//;
    const long = globSync('{server,client,electron}/**/*.{ts,tsx}', { cwd: root })
      .filter((f) => !data.test(f))
      .filter((f) => read(f).split('\n').length > 401);
    expect(long).toEqual([]);
  });

  it('has no files that are named after nothing', () => {
    const vague = /\/(?:utils?|helpers?|managers?|services?|common)(?:\.[jt]sx?$|\/)/i;
    expect(sources.filter((f) => vague.test(f) && !/^client\/i18n\/(?:zh|en)\/common\.ts$/.test(f))).toEqual(
      [],
    );
  });

  it('switches no checker off', () => {
    const tests = globSync('tests/**/*.{ts,tsx}', { cwd: root }).filter(
      (f) => f !== 'tests/architecture.test.ts',
    );
    const off = /@ts-(?:ignore|nocheck)|biome-ignore/;
    expect([...sources, ...tests].filter((f) => off.test(read(f)))).toEqual([]);
    // A test may prove with it that a wrong name does not compile.
    expect(sources.filter((f) => /@ts-expect-error/.test(read(f)))).toEqual([]);
    const untyped = /\bas any\b|[:<,]\s*any\b\s*[;,)=>[]/;
    expect([...sources, ...tests].filter((f) => untyped.test(codeOf(read(f))))).toEqual([]);
  });
});

describe('the repository', () => {
  const everything = globSync('**/*.{ts,tsx,js,mjs,json,md,yaml,yml,css,html,txt}', {
    cwd: root,
    exclude: (name) =>
      ['node_modules', 'dist', 'data', '.git', '.cache', 'coverage', 'playtest'].includes(name),
  }).filter((f) => f !== 'tests/architecture.test.ts');

  it('names no registry host, also not in the lock file', () => {
    const host = /registry\.[a-z0-9-]+\.[a-z]+|npmmirror|artifactory|\bnexus\b|"resolved":\s*"https?:/i;
    expect(everything.length).toBeGreaterThan(300);
    expect(everything.filter((f) => host.test(read(f)))).toEqual([]);
  });

  it('holds no path of a machine', () => {
    const path =
      /(?<![\w.~-])\/(?:home|root|Users|work|mnt|private)\/[\w.-]+|[A-Z]:\\(?:Users|Program Files)/;
    expect(everything.filter((f) => path.test(read(f)))).toEqual([]);
  });
});

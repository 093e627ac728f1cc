import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { first } from '../client/i18n/first.ts';

const root = resolve(import.meta.dirname, '..');
/** `import x from`, `export x from` and `import 'x'`, without what is only a type. */
const STATIC = /^(?:import|export)\s+(?!type\b)(?:([^;']*?)\sfrom\s+)?'([^']+)'/gm;
const onlyTypes = (names: string | undefined): boolean =>
  /^\{\s*(?:type\s+\w+\s*,?\s*)+\}$/.test(names?.trim() ?? '');

/** Every file that loads before anybody has entered, and every package. */
const reach = (): { files: Map<string, string>; packages: Set<string> } => {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file) || !/\.tsx?$/.test(file) || !existsSync(join(root, file))) return;
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    files.set(file, text);
    for (const [, names, to = ''] of text.matchAll(STATIC)) {
      if (onlyTypes(names)) continue;
      if (to.startsWith('.')) visit(join(dirname(file), to));
      else packages.add(to);
    }
  };
  visit('client/main.tsx');
  return { files, packages };
};

const { files, packages } = reach();

describe('the first screen', () => {
  it('loads the door and not what lies behind it', () => {
    expect([...files.keys()]).toContain('client/ui/Join.tsx');
    expect([...files.keys()]).not.toContain('client/ui/MapScreen.tsx');
    expect([...packages].sort()).toEqual([
      'i18next',
      'react',
      'react-dom/client',
      'react-i18next',
      'uuidv7',
      'zustand',
      'zustand/vanilla',
    ]);
  });

  it('says nothing whose texts come later, unless it fetches them before', () => {
    const early = Object.keys(first.zh);
    const wrong = [...files].flatMap(([file, text]) =>
      text.includes("import('../i18n/aboard.ts')") && !file.endsWith('chunks.ts')
        ? []
        : [...text.matchAll(/\b(?:useT|textOf)\('(\w+)'/g)]
            .map(([, area = '']) => `${file}: ${area}`)
            .filter((line) => !early.includes(line.split(': ')[1] ?? '')),
    );
    expect(wrong).toEqual([]);
  });
});

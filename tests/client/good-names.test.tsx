import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { useWearName } from '../../client/ui/people/part-names.ts';
import { LOOK_GOODS } from '../../server/domain/look.ts';
import type { Lang } from '../../server/domain/text.ts';
import { all, clearTheStage, setTheStage, show } from './play-stage.tsx';

const Names = () => {
  const nameOf = useWearName();
  return LOOK_GOODS.map((id) => <p key={id}>{nameOf(id)}</p>);
};
const namesIn = async (lang: Lang): Promise<string[]> => {
  setLang(lang);
  await show(<Names />);
  return all('p').map((p) => p.textContent ?? '');
};

beforeEach(() => setTheStage({ fetch: undefined }));
afterEach(async () => {
  await clearTheStage();
  setLang('zh');
});

test.each(['zh', 'en'] as const)(
  'what a good gives to wear is named in %s, each thing by a name of its own',
  async (lang) => {
    const names = await namesIn(lang);
    expect(names).toHaveLength(LOOK_GOODS.length);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(lang === 'zh' ? /^\p{Script=Han}+ · \p{Script=Han}+/u : /^[A-Z][a-z ]+ · [A-Z]/);
  },
);

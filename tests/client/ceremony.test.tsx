import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setFresh } from '../../client/stores/honours.ts';
import type { Screen } from '../../client/stores/screen.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { CeremonyQueue } from '../../client/ui/honours/CeremonyQueue.tsx';
import type { Earned } from '../../server/domain/api-honour.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { honourCatalogue } from '../../server/formats/honours.ts';
import { all, clearTheStage, setTheStage, settle, show } from './play-stage.tsx';

const BADGE: Earned = { id: 'a', kind: 'badge', ref: 'answers', tier: 2, at: 1 };
const TITLE: Earned = { id: 'b', kind: 'title', ref: 'sailor', tier: 0, at: 2 };
const UNKNOWN: Earned = { id: 'c', kind: 'badge', ref: 'of-a-later-release', tier: 1, at: 0 };
const LINE = { xp: 10, level: 1, toNext: 0, fresh: 0 };

describe('the ceremony of what was earned', () => {
  let earned: Earned[] = [];
  let seen: string[] = [];
  const json = (reply: unknown): Response => new Response(JSON.stringify(reply), { status: 200 });
  const fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    const path = String(url);
    if (path.endsWith('/catalogue')) return json(honourCatalogue());
    if (path.endsWith('/line')) return json(LINE);
    if (path.endsWith('/new')) return json({ earned });
    const { ids } = JSON.parse(String(init?.body)) as { ids: string[] };
    seen.push(...ids);
    earned = earned.filter((e) => !ids.includes(e.id));
    return json({ left: 0 });
  };
  beforeEach(() => {
    earned = [UNKNOWN, BADGE, TITLE];
    seen = [];
    setFresh([]);
    setTheStage({ fetch });
    setSettings({ ...DEFAULT_SETTINGS, guideDone: true });
  });
  afterEach(clearTheStage);
  const at = (name: Screen['name']) => show(<CeremonyQueue at={name} />);
  const dialogs = () => all('dialog').map((d) => d.textContent ?? '');
  const tap = async (): Promise<void> => {
    (document.activeElement as HTMLElement).click();
    await settle();
  };

  test('shows one at a time, the focus on its button, and each once', async () => {
    await at('map');
    expect(dialogs()).toHaveLength(1);
    expect(dialogs()[0]).toContain('勤答');
    expect(dialogs()[0]).toContain('银级徽章');
    await tap();
    expect(dialogs()).toHaveLength(1);
    expect(dialogs()[0]).toContain('水手');
    await tap();
    expect(dialogs()).toEqual([]);
    expect(seen).toEqual(['a', 'b']);
  });

  test.each(['attempt', 'card', 'battle', 'drill', 'crew', 'ceremony', 'chat'] as const)(
    'never comes over the screen %s, and waits for a calm one',
    async (name) => {
      await at(name);
      expect(dialogs()).toEqual([]);
      await at('today');
      expect(dialogs()).toHaveLength(1);
    },
  );

  test('waits for the guide of a first visit', async () => {
    setSettings({ ...DEFAULT_SETTINGS, guideDone: false });
    await at('map');
    expect(dialogs()).toEqual([]);
  });
});

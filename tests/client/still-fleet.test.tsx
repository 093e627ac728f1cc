import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { endFleet, setBand, setFleet } from '../../client/stores/fleet.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { FleetBand } from '../../client/ui/FleetBand.tsx';
import { all, change, clearTheStage, setTheStage, show } from './play-stage.tsx';

const sailor = (id: string, more = {}) => ({ id, avatar: `critter-${id}`, ...more });
const pictures = () => all('.fleet-still image').map((i) => i.getAttribute('href') ?? '');
const critters = () => pictures().filter((href) => href.startsWith('/avatars/'));
/** Where the picture of the atlas begins that stands in the drawing. */
const frames = () => all('.fleet-still svg').map((s) => s.getAttribute('viewBox') ?? '');
const BUBBLE = { ok: '1932 1120 64 68', dots: '1932 1190 64 68' };

const water = async (plain: boolean): Promise<void> => {
  setSettings({ plain });
  await show(<FleetBand />);
  await change(() => setBand({ x: 0, y: 0, w: 1280, h: 440 }));
};

describe('the water of a battle without a canvas', () => {
  beforeEach(() => {
    setTheStage({ fetch: vi.fn() });
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        disconnect() {}
      },
    );
    setFleet({
      mode: 'race',
      phase: 'open',
      boats: [
        {
          ...{ id: 'red' as const, name: '赤龙队', metres: 40, place: 1, mine: true },
          rowers: [sailor('a', { answered: true }), sailor('b', { answered: false })],
        },
        { id: 'blue', name: '碧龙队', metres: 20, place: 2, mine: false, rowers: [sailor('c')] },
        { id: 'gold', name: '金龙队', metres: 30, place: 3, mine: false, rowers: [] },
      ],
    });
  });
  afterEach(async () => {
    endFleet();
    setSettings({ plain: false });
    await clearTheStage();
  });

  test('shows the boats with their crews, and who has answered', async () => {
    await water(true);
    expect(critters()).toHaveLength(3);
    expect(critters()[0]).toMatch(/^\/avatars\/critter-\w\.svg\?body=1$/u);
    expect(frames().filter((f) => f === BUBBLE.ok)).toHaveLength(1);
    expect(frames().filter((f) => f === BUBBLE.dots)).toHaveLength(1);
  });

  test('leaves a boat without a crew far away, however near it is', async () => {
    await water(true);
    const scales = all('.fleet-still > g').map((g) =>
      Number(/scale\(([\d.]+)\)/u.exec(g.getAttribute('transform') ?? '')?.[1]),
    );
    expect(scales).toHaveLength(3);
    expect(Math.min(...scales)).toBeLessThan(0.3 * Math.max(...scales));
  });

  test('is nothing where the canvas is only on its way', async () => {
    await water(false);
    expect(all('.fleet-still')).toHaveLength(0);
    expect(all('.fleet-flag')).toHaveLength(0);
  });
});

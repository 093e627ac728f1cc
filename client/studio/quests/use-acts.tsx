import { App, Button } from 'antd';
import type { StationKind } from '../../../server/domain/quest.ts';
import { stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import {
  addIsland,
  addStation,
  type Build,
  copySpot,
  islandAt,
  islandsOf,
  moveSpot,
  type Placed,
  pathOfSpot,
  type Removed,
  removeSpot,
  restore,
  type Spot,
  stationAt,
  thrownStyle,
} from './build.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { nameIn } from './names.ts';
import type { TreeActs } from './Tree.tsx';
import type { Sources } from './use-sources.ts';

const UNDO_S = 10;

type Given = {
  keeper: DraftKeeper;
  sources: Sources;
  /** Opens the form. */
  choose: (spot: Spot) => void;
  /** Only marks in the tree. */
  setSpot: (spot: Spot) => void;
  onQuick: () => void;
};

/** After the tree has been drawn again, the focus goes with what was moved. */
const focusNode = (spot: Spot): void => {
  setTimeout(
    () => document.querySelector<HTMLElement>(`.qb-node[data-spot="${pathOfSpot(spot)}"]`)?.focus(),
    30,
  );
};

const nameAt = (build: Build, spot: Spot): string =>
  nameIn((stationAt(build, spot) ?? islandAt(build, spot))?.name);

/** What the tree does to the quest: every deletion can be taken back for ten seconds. */
export const useActs = ({ keeper, sources, choose, setSpot, onQuick }: Given): TreeActs => {
  const t = useS('quests');
  const ts = useS('shell');
  const { message, notification } = App.useApp();
  const place = (work: (build: Build) => Placed): Placed | undefined => {
    const { build } = keeper.store.getState();
    if (build === undefined) return undefined;
    const placed = work(build);
    keeper.change(() => placed.build);
    return placed;
  };
  const putBack = (removed: Removed): void => {
    notification.destroy(stringOf(removed.thing.id));
    const placed = place((b) => restore(b, removed));
    if (placed !== undefined) choose(placed.spot);
  };
  const remove = (spot: Spot): void => {
    const { build } = keeper.store.getState();
    if (build === undefined || spot.island === undefined) return;
    const { removed, ...placed } = removeSpot(build, spot);
    keeper.change(() => placed.build);
    setSpot(placed.spot);
    focusNode(placed.spot);
    notification.success({
      key: stringOf(removed.thing.id),
      title: t('tree.removed', { name: nameAt(build, spot) || t('unnamed') }),
      duration: UNDO_S,
      showProgress: true,
      placement: 'bottom',
      role: 'status',
      actions: (
        <Button type="primary" size="small" onClick={() => putBack(removed)}>
          {ts('undo')}
        </Button>
      ),
    });
  };
  const move = (spot: Spot, by: 1 | -1): void => {
    const placed = place((b) => moveSpot(b, spot, by));
    if (placed === undefined || pathOfSpot(placed.spot) === pathOfSpot(spot)) return;
    setSpot(placed.spot);
    focusNode(placed.spot);
    const n = (placed.spot.station ?? placed.spot.island ?? 0) + 1;
    void message.info({
      key: 'moved',
      content: t('tree.moved', { name: nameAt(placed.build, placed.spot) || t('unnamed'), n }),
    });
  };
  const open = (placed: Placed | undefined): void => {
    if (placed !== undefined) choose(placed.spot);
  };
  const pointOf = (spot: Spot): string | undefined => {
    const { build } = keeper.store.getState();
    const bank = build === undefined ? '' : stringOf(islandAt(build, spot)?.bank);
    return sources.known.get(bank)?.points[0]?.id;
  };
  return {
    choose,
    move,
    remove,
    quick: onQuick,
    copy: (spot) => {
      open(place((b) => copySpot(b, spot)));
      void message.success(
        t('tree.copied', {
          name: nameAt(keeper.store.getState().build ?? { definition: {}, cards: [] }, spot) || t('unnamed'),
        }),
      );
    },
    addIsland: () => open(place((b) => addIsland(b, thrownStyle(Math.random, islandsOf(b).length)))),
    addStation: (spot: Spot, kind: StationKind) =>
      open(place((b) => addStation(b, spot, kind, pointOf(spot)))),
  };
};

import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CopyOutlined,
  DeleteOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import {
  MOST_ISLANDS,
  MOST_STATIONS,
  STATION_KINDS,
  type StationKind,
} from '../../../server/domain/quest.ts';
import type { QuestFault } from '../../../server/domain/quest-faults.ts';
import { Icon } from '../../ui/parts/index.ts';
import { stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { type Build, islandAt, islandsOf, kindOf, pathOfSpot, type Spot, stationsOf } from './build.ts';
import { faultsIn } from './faults.ts';
import { KIND_ICONS, nameIn } from './names.ts';

export type TreeActs = {
  choose: (spot: Spot) => void;
  move: (spot: Spot, by: 1 | -1) => void;
  copy: (spot: Spot) => void;
  remove: (spot: Spot) => void;
  addIsland: () => void;
  addStation: (spot: Spot, kind: StationKind) => void;
  quick: () => void;
};
type Props = { build: Build; spot: Spot; faults: readonly QuestFault[]; acts: TreeActs };

/** Islands and stations in their order: chosen by arrow keys, moved by Alt and arrow keys, taken out by Delete. */
export const Tree = ({ build, spot, faults, acts }: Props) => {
  const t = useS('quests');
  const box = useRef<HTMLElement>(null);
  const islands = islandsOf(build);
  const step = (by: number): void => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>('.qb-node') ?? [])];
    const at = all.findIndex((el) => el.contains(document.activeElement));
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const keys = (e: KeyboardEvent, at: Spot): void => {
    const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      e.preventDefault();
      if (e.altKey) acts.move(at, by);
      else step(by);
    } else if (e.key === 'Delete' && at.island !== undefined) {
      e.preventDefault();
      acts.remove(at);
    }
  };
  const node = (at: Spot, icon: string, name: string) => (
    <Node
      at={at}
      chosen={pathOfSpot(at) === pathOfSpot(spot)}
      icon={icon}
      name={name || t('unnamed')}
      faults={faultsIn(build, faults, at).length}
      onChoose={acts.choose}
      onKeys={keys}
    />
  );
  return (
    <nav className="qb-tree" aria-label={t('tree')} ref={box}>
      <Tools build={build} spot={spot} acts={acts} />
      <ul>
        <li>{node({}, 'world-map', nameIn(build.definition.name))}</li>
        {islands.map((island, i) => (
          <li key={stringOf(island.id) || i}>
            {node({ island: i }, stringOf(island.icon) || 'desert-island', nameIn(island.name))}
            <ul>
              {stationsOf(island).map((station, s) => (
                <li key={stringOf(station.id) || s}>
                  {node({ island: i, station: s }, KIND_ICONS[kindOf(station)], nameIn(station.name))}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <Button
        block
        type="dashed"
        icon={<PlusOutlined />}
        disabled={islands.length >= MOST_ISLANDS}
        onClick={acts.addIsland}
      >
        {islands.length >= MOST_ISLANDS ? t('add.full.islands', { n: MOST_ISLANDS }) : t('add.island')}
      </Button>
      <Button block type="text" disabled={islands.length >= MOST_ISLANDS} onClick={acts.quick}>
        {t('quick')}
      </Button>
      <p className="qb-hint qb-keys">{t('tree.help')}</p>
    </nav>
  );
};

type NodeProps = {
  at: Spot;
  chosen: boolean;
  icon: string;
  name: string;
  faults: number;
  onChoose: (at: Spot) => void;
  onKeys: (e: KeyboardEvent, at: Spot) => void;
};
const Node = ({ at, chosen, icon, name, faults, onChoose, onKeys }: NodeProps) => {
  const t = useS('quests');
  return (
    <button
      type="button"
      className="qb-node"
      data-spot={pathOfSpot(at)}
      aria-current={chosen || undefined}
      onClick={() => onChoose(at)}
      onKeyDown={(e) => onKeys(e, at)}
    >
      <Icon name={icon} size={22} />
      <span>{name}</span>
      {faults > 0 && (
        <i className="qb-count" title={t('tree.faults', { count: faults })}>
          <span aria-hidden>{faults}</span>
          <span className="sr-only">{t('tree.faults', { count: faults })}</span>
        </i>
      )}
    </button>
  );
};

/** What can be done with what is chosen. */
const Tools = ({ build, spot, acts }: Omit<Props, 'faults'>) => {
  const t = useS('quests');
  const island = islandAt(build, spot);
  const isFull = stationsOf(island).length >= MOST_STATIONS;
  const none = island === undefined;
  return (
    <div className="qb-tools">
      <Dropdown
        classNames={{ root: 'qb-menu' }}
        trigger={['click']}
        disabled={none || isFull}
        menu={{
          items: STATION_KINDS.map((k) => ({
            key: k,
            label: t(`kind.${k}`),
            icon: <Icon name={KIND_ICONS[k]} size={20} />,
          })),
          onClick: ({ key }) => {
            const kind = STATION_KINDS.find((k) => k === key);
            if (kind !== undefined) acts.addStation(spot, kind);
          },
        }}
      >
        <Button
          type="primary"
          icon={<PlusOutlined />}
          title={isFull ? t('add.full.stations', { n: MOST_STATIONS }) : undefined}
        >
          {t('add.station')}
        </Button>
      </Dropdown>
      <Tool label={t('tree.up')} off={none} icon={<ArrowUpOutlined />} onClick={() => acts.move(spot, -1)} />
      <Tool
        label={t('tree.down')}
        off={none}
        icon={<ArrowDownOutlined />}
        onClick={() => acts.move(spot, 1)}
      />
      <Tool label={t('tree.copy')} off={none} icon={<CopyOutlined />} onClick={() => acts.copy(spot)} />
      <Tool label={t('tree.remove')} off={none} icon={<DeleteOutlined />} onClick={() => acts.remove(spot)} />
    </div>
  );
};

const Tool = ({
  label,
  off,
  icon,
  onClick,
}: {
  label: string;
  off: boolean;
  icon: ReactNode;
  onClick: () => void;
}) => (
  <Tooltip title={label}>
    <Button aria-label={label} disabled={off} icon={icon} onClick={onClick} />
  </Tooltip>
);

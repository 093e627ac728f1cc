import { MoreOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Tag } from 'antd';
import { memo } from 'react';
import type { CohortBoard, MemberRow, MemberState } from '../../../../server/domain/api-cohorts.ts';
import { dayAndTime, number, pick } from '../../../i18n/index.ts';
import { useS } from '../../i18n/index.ts';
import { goTo } from '../../place.ts';
import { COLUMNS, type Column, type Order } from './members.ts';

export const MEMBER_ACTS = ['remind', 'extend', 'reset', 'take'] as const;
export type MemberAct = (typeof MEMBER_ACTS)[number];
type Hands = { onPick: (person: string, on: boolean) => void; onAct: (act: MemberAct, m: MemberRow) => void };
type Props = Hands & {
  board: CohortBoard;
  shown: readonly MemberRow[];
  picked: ReadonlySet<string>;
  /** Names of the islands by id, as far as they are known. */
  islands: ReadonlyMap<string, string>;
  order: Order;
  onOrder: (by: Column) => void;
  onPickAll: (on: boolean) => void;
};

/** The members as a table; on a phone each row is a card with its labels. */
export const MemberTable = ({
  board,
  shown,
  picked,
  islands,
  order,
  onOrder,
  onPickAll,
  ...hands
}: Props) => {
  const t = useS('cohort');
  const n = shown.filter((m) => picked.has(m.person)).length;
  const sortOf = (by: Column) => (order.by !== by ? 'none' : order.down ? 'descending' : 'ascending');
  return (
    <table className="members">
      <thead>
        <tr>
          <th scope="col" className="members-pick">
            <Checkbox
              aria-label={t('pick.all')}
              checked={n > 0 && n === shown.length}
              indeterminate={n > 0 && n < shown.length}
              onChange={(e) => onPickAll(e.target.checked)}
            >
              <span className="members-pick-name">{t('pick.all')}</span>
            </Checkbox>
          </th>
          {COLUMNS.map((by) => (
            <th key={by} scope="col" aria-sort={sortOf(by)}>
              <button
                type="button"
                title={t('col.sort', { what: t(`col.${by}`) })}
                onClick={() => onOrder(by)}
              >
                {t(`col.${by}`)}
                <span aria-hidden="true">{order.by === by ? (order.down ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">{t('col.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((m) => (
          <Row
            key={m.person}
            m={m}
            zone={board.cohort.zone}
            all={board.stations}
            expected={board.expected}
            isPicked={picked.has(m.person)}
            island={islands.get(m.island ?? '')}
            {...hands}
          />
        ))}
      </tbody>
    </table>
  );
};

const COLORS: Record<MemberState, string> = {
  stuck: 'red',
  behind: 'orange',
  'not-started': 'default',
  'on-track': 'blue',
  graduated: 'green',
};
type RowProps = Hands & {
  m: MemberRow;
  zone: string;
  all: number;
  expected: number;
  isPicked: boolean;
  island: string | undefined;
};
const Row = memo(({ m, zone, all, expected, isPicked, island, onPick, onAct }: RowProps) => {
  const t = useS('cohort');
  return (
    <tr className={isPicked ? 'is-picked' : undefined}>
      <td className="members-pick">
        <label>
          <input
            type="checkbox"
            aria-label={t('pick', { name: m.name })}
            checked={isPicked}
            onChange={(e) => onPick(m.person, e.target.checked)}
          />
        </label>
      </td>
      <th scope="row">
        {m.name}
        <small>{m.department}</small>
      </th>
      <td data-label={t('col.state')}>
        <State m={m} zone={zone} />
      </td>
      <td className="members-place">
        <Place m={m} all={all} expected={expected} island={island} />
      </td>
      <td className="num" data-label={t('col.credits')}>
        {number(m.credits)}
      </td>
      <td className="num" data-label={t('col.errors')}>
        {number(m.openErrors)}
      </td>
      <td className="num" data-label={t('col.answers')}>
        {number(m.answers)}
      </td>
      <td data-label={t('col.seen')}>
        {m.lastSeenAt === undefined ? t('never') : dayAndTime(m.lastSeenAt, zone)}
      </td>
      <td data-label={t('col.mark')}>
        {m.toMark > 0 ? (
          <Button
            size="small"
            type="link"
            aria-label={t('mark.go', { count: m.toMark })}
            onClick={() => goTo({ name: 'marking' })}
          >
            {number(m.toMark)}
          </Button>
        ) : (
          <span className="members-zero">0</span>
        )}
      </td>
      <td className="members-acts">
        <Acts m={m} onAct={onAct} />
      </td>
    </tr>
  );
});

const State = ({ m, zone }: { m: MemberRow; zone: string }) => {
  const t = useS('cohort');
  return (
    <span className="members-state">
      <Tag color={COLORS[m.state]}>{t(`state.${m.state}`)}</Tag>
      {m.extraDays > 0 && <Tag>{t('extra', { n: m.extraDays })}</Tag>}
      {m.stuckSince !== undefined && (
        <small>{t('stuck.since', { day: dayAndTime(m.stuckSince, zone) })}</small>
      )}
      {m.remindedAt !== undefined && <small>{t('reminded', { at: dayAndTime(m.remindedAt, zone) })}</small>}
    </span>
  );
};

/** The way of a member: stations done as a strip, the day's place as a mark on it, and where they stand. */
type PlaceProps = { m: MemberRow; all: number; expected: number; island: string | undefined };
const Place = ({ m, all, expected, island }: PlaceProps) => {
  const t = useS('cohort');
  const share = (n: number): string => `${all === 0 ? 0 : Math.min(100, (n / all) * 100)}%`;
  return (
    <>
      <span
        className="members-strip"
        role="img"
        aria-label={t('place.strip', { done: m.stationsDone, all, expected })}
      >
        <i className={`is-${m.state}`} style={{ width: share(m.stationsDone) }} />
        <b style={{ left: share(expected) }} />
      </span>
      <small>{t('place.stations', { done: m.stationsDone, all })}</small>
      {m.state !== 'graduated' && m.stationName !== undefined && (
        <small>
          {island !== undefined && `${island} › `}
          {pick(m.stationName)}
        </small>
      )}
    </>
  );
};

const Acts = ({ m, onAct }: { m: MemberRow; onAct: Hands['onAct'] }) => {
  const t = useS('cohort');
  const [first, ...rest] = MEMBER_ACTS;
  return (
    <>
      {m.state !== 'graduated' && (
        <Button size="small" aria-label={`${t('remind')} · ${m.name}`} onClick={() => onAct(first, m)}>
          {t('remind')}
        </Button>
      )}
      <Dropdown
        placement="bottomRight"
        trigger={['click']}
        menu={{
          items: rest.map((key) => ({ key, label: t(key), danger: key === 'take' })),
          onClick: ({ key }) => {
            const act = MEMBER_ACTS.find((a) => a === key);
            if (act !== undefined) onAct(act, m);
          },
        }}
      >
        <Button size="small" type="text" aria-label={t('more', { name: m.name })} icon={<MoreOutlined />} />
      </Dropdown>
    </>
  );
};

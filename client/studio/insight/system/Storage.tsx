import { Button } from 'antd';
import { useMemo } from 'react';
import type { SystemStorage, TableSize } from '../../../../server/domain/api-system.ts';
import type { Growth } from '../../../../server/domain/growth.ts';
import { number, percent } from '../../../i18n/index.ts';
import { loadStorage } from '../../../net/system.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { Draw } from '../../charts/draw.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { bytesText } from './amounts.ts';
import { plainFigure } from './plain-figure.ts';

/** What the data takes, how it grows and how long the disk lasts. */
export const Storage = () => {
  const t = useS('system');
  const { value, fault, reload } = useLoaded(loadStorage);
  return (
    <section className="system-card" aria-labelledby="system-storage">
      <header className="system-head">
        <h2 id="system-storage">{t('storage')}</h2>
        <Button onClick={reload}>{t('refresh')}</Button>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && <Shown held={value} />}
      </Loaded>
    </section>
  );
};

const Shown = ({ held }: { held: SystemStorage }) => {
  const t = useS('system');
  const { bytes, disk } = held;
  const facts: [name: string, value: string, more?: string][] = [
    [t('storage.database'), bytesText(bytes.database)],
    ...(held.database === 'sqlite'
      ? ([
          [t('storage.wal'), bytesText(bytes.wal)],
          [t('storage.backups'), bytesText(bytes.backups)],
        ] as [string, string][])
      : []),
    [t('storage.free'), bytesText(disk.free), t('storage.of', { total: bytesText(disk.total) })],
    [t('storage.events'), number(held.events)],
  ];
  return (
    <>
      <dl className="system-facts">
        {facts.map(([name, said, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {said} {more !== undefined && <small>{more}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t('groups')}</h3>
      <ul className="system-groups">
        {held.groups.map(({ group, bytes: n }) => (
          <li key={group}>
            <span>{t(`group.${group}`)}</span>
            <meter min={0} max={bytes.database} value={n} aria-label={t(`group.${group}`)} />
            <span>
              {bytesText(n)} <small>{percent(bytes.database === 0 ? 0 : n / bytes.database)}</small>
            </span>
          </li>
        ))}
      </ul>
      <Ahead {...(held.growth === undefined ? {} : { growth: held.growth })} />
      <Days perDay={held.perDay} />
      <Tables tables={held.tables} />
    </>
  );
};

const TEN_YEARS = 3_650;
const Ahead = ({ growth }: { growth?: Growth }) => {
  const t = useS('system');
  return (
    <>
      <h3>{t('growth')}</h3>
      {growth === undefined ? (
        <p>{t('growth.none')}</p>
      ) : (
        <>
          <p>
            {t('growth.how', {
              count: growth.days,
              events: number(Math.round(growth.eventsPerDay)),
              each: bytesText(growth.bytesPerEvent),
              day: bytesText(growth.bytesPerDay),
            })}
          </p>
          <dl className="system-facts">
            {growth.after.map(({ days, bytes }) => (
              <div key={days}>
                <dt>{t('growth.after', { days })}</dt>
                <dd>{bytesText(bytes)}</dd>
              </div>
            ))}
          </dl>
          <p>
            {growth.fullInDays === undefined || growth.fullInDays > TEN_YEARS
              ? t('growth.never')
              : t('growth.full', { n: number(growth.fullInDays) })}
          </p>
        </>
      )}
    </>
  );
};

const DAYS: Draw = { kind: 'columns', label: 'day', value: 'events' };
const Days = ({ perDay }: { perDay: SystemStorage['perDay'] }) => {
  const t = useS('system');
  const text = JSON.stringify([t('perDay.day'), t('perDay.events'), perDay]);
  const figure = useMemo(() => {
    const [day, events, rows] = JSON.parse(text) as [string, string, SystemStorage['perDay']];
    const heads = [
      { id: 'day', kind: 'day', name: day },
      { id: 'events', kind: 'count', name: events },
    ] as const;
    return plainFigure('events', heads, rows);
  }, [text]);
  return (
    <>
      <h3>{t('perDay')}</h3>
      <Chart title={t('perDay')} figure={figure} draw={DAYS} />
    </>
  );
};

const Tables = ({ tables }: { tables: TableSize[] }) => {
  const t = useS('system');
  return (
    <details>
      <summary>{t('tables')}</summary>
      <div className="system-table">
        <table>
          <thead>
            <tr>
              {(['name', 'group', 'rows', 'bytes'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`table.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tables.map((one) => (
              <tr key={one.table}>
                <th scope="row">
                  <code>{one.table}</code>
                </th>
                <td>{t(`group.${one.group}`)}</td>
                <td>{number(one.rows)}</td>
                <td>{bytesText(one.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};

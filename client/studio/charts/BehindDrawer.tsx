import { Button, Drawer, Empty, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { EventLine, EventQuery } from '../../../server/domain/figure.ts';
import { dayAndTime, number, percent } from '../../i18n/index.ts';
import { eventsBehind } from '../../net/figures.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { verbText } from './cells.ts';

type Props = { title: string; query: EventQuery; zone: string; onClose: () => void };

/** The events of a query page by page, newest first. */
const useEvents = (query: EventQuery) => {
  const [lines, setLines] = useState<EventLine[]>();
  const [fault, setFault] = useState<string>();
  const [more, setMore] = useState(true);
  const ask = useCallback(
    (before?: number) => {
      setFault(undefined);
      eventsBehind(before === undefined ? query : { ...query, before }).then(
        (page) => {
          setLines((was) => (before === undefined ? page : [...(was ?? []), ...page]));
          setMore(page.length === query.limit);
        },
        (f: unknown) => setFault(faultLine(f)),
      );
    },
    [query],
  );
  useEffect(() => ask(), [ask]);
  return { lines, fault, more, ask };
};

/** What a row of a figure counts, event by event. */
export const BehindDrawer = ({ title, query, zone, onClose }: Props) => {
  const t = useS('charts');
  const { lines, fault, more, ask } = useEvents(query);
  const [opener] = useState(() => document.activeElement);
  // The mark or row that was opened gets the focus back.
  const close = (): void => {
    onClose();
    setTimeout(() => opener instanceof HTMLElement && opener.focus());
  };
  const last = lines?.at(-1)?.seq;
  return (
    <Drawer open size="large" title={t('behind', { title })} onClose={close} destroyOnHidden>
      <p className="studio-note">{t('behind.lead')}</p>
      <Loaded ready={lines !== undefined} fault={fault} onRetry={() => ask(last)}>
        {lines?.length === 0 && <Empty description={t('behind.none')} />}
        <ul className="behind-list">
          {lines?.map((line) => (
            <li key={line.seq}>
              <Line line={line} zone={zone} />
            </li>
          ))}
        </ul>
        {more && lines !== undefined && lines.length > 0 && (
          <Button block size="large" onClick={() => ask(last)}>
            {t('behind.more')}
          </Button>
        )}
      </Loaded>
    </Drawer>
  );
};

const Line = ({ line, zone }: { line: EventLine; zone: string }) => {
  const t = useS('charts');
  const facts = [
    ...(line.ms === null ? [] : [t('seconds', { n: number(Math.round(line.ms / 100) / 10) })]),
    ...(line.score === null ? [] : [t('score', { score: percent(line.score) })]),
    ...(line.obj === null ? [] : [line.obj]),
  ];
  return (
    <>
      <span className="behind-when">{dayAndTime(line.at, zone)}</span>
      <span className="behind-who">{line.name === '' ? t('nobody') : line.name}</span>
      <span>
        {verbText(line.verb)} {line.ok === 1 && <Tag color="green">{t('right')}</Tag>}
        {line.ok === 0 && <Tag color="orange">{t('wrong')}</Tag>}
      </span>
      <small>{facts.join(' · ')}</small>
    </>
  );
};

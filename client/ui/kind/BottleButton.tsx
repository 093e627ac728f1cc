import { lazy, Suspense, useState } from 'react';
import type { StationView } from '../../../server/domain/api.ts';
import { number, useT } from '../../i18n/index.ts';
import { Button } from '../parts/index.ts';
import './bottle-button.css';
import { useBottles } from './use-bottles.ts';

const BottleSheet = lazy(() => import('./BottleSheet.tsx').then((m) => ({ default: m.BottleSheet })));

/** Opens the bottles of a station: there when somebody has left one, or when I may leave the first. */
export const BottleButton = ({ island, station }: { island: string; station: StationView }) => {
  const t = useT('kind');
  const [open, setOpen] = useState(false);
  const { n, unread } = useBottles(island, station.id);
  if (station.state === 'locked' || (n === 0 && station.state !== 'done')) return null;
  return (
    <>
      <Button
        icon="message-bottle"
        className="bottle-button"
        aria-label={t(unread > 0 ? 'bottle.open.unread' : 'bottle.open', { count: n, unread })}
        onClick={() => setOpen(true)}
      >
        {t('bottle')}
        {n > 0 && <span className="num">{number(n)}</span>}
        {unread > 0 && <i className="bottle-new" aria-hidden="true" />}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <BottleSheet station={station} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};

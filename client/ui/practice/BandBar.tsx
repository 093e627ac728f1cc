import type { CSSProperties } from 'react';
import type { Band } from '../../../server/domain/api-practice.ts';
import { percent, useT } from '../../i18n/index.ts';

type Props = {
  initial: Band | undefined;
  current: Band;
  /** Enough answers for a single mark inside the band. */
  sharp: boolean;
};

const between = ({ low, high }: Band): CSSProperties => ({
  left: `${low * 100}%`,
  width: `${Math.max(2, (high - low) * 100)}%`,
});
const ends = ({ low, high }: Band) => ({ low: percent(low), high: percent(high) });

/** How sure one is of a knowledge point, as a range from 0 to 100 %: the thin line is where it began. */
export const BandBar = ({ initial, current, sharp }: Props) => {
  const t = useT('practice');
  const now = t('point.band.said', ends(current));
  const label =
    initial === undefined
      ? now
      : t('point.band.both', { now, initial: t('point.band.initial', ends(initial)) });
  return (
    <div className="band" role="img" aria-label={label}>
      {initial !== undefined && <i className="band-initial" style={between(initial)} />}
      <i className="band-now" style={between(current)} />
      {sharp && <i className="band-mark" style={{ left: `${current.p * 100}%` }} />}
    </div>
  );
};

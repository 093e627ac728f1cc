import { LEVELS } from '../../../server/domain/api-practice.ts';
import { pick, textOf, useT } from '../../i18n/index.ts';
import type { Gain } from '../../stores/practice.ts';
import { Icon } from '../parts/index.ts';
import { LEVEL_ICON } from './level-icon.ts';

const rose = ({ from, to }: Gain): boolean => LEVELS.indexOf(to) > LEVELS.indexOf(from);

/** "Attendance is now: mastered", or the way back told kindly. */
export const masteryText = (gain: Gain): string => {
  const t = textOf('practice');
  const key =
    gain.from === 'unseen' && gain.to === 'learning'
      ? 'mastery.begun'
      : rose(gain)
        ? 'mastery.up'
        : 'mastery.down';
  return t(key, {
    name: pick(gain.name),
    level: t(`level.${gain.to}`),
  });
};

/** A knowledge point has reached another level; the live region says it with the verdict. */
export const Mastery = ({ gain }: { gain: Gain }) => {
  useT('practice');
  const up = rose(gain);
  return (
    <p className={`mastery mastery-${gain.to}${up && gain.to !== 'learning' ? ' mastery-up' : ''}`}>
      <Icon name={LEVEL_ICON[up ? gain.to : 'learning']} size={26} />
      {masteryText(gain)}
    </p>
  );
};

import type { AnswerCounts, BattleSeatView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { Avatar } from '../parts/index.ts';

const MOST_FACES = 3;
type Props = {
  counts: { choice: string; n: number }[] | AnswerCounts;
  choice: number | boolean;
  faces?: BattleSeatView[];
};

/** How many gave this choice, with the faces of those who are known to be right. */
export const Tally = ({ counts, choice, faces = [] }: Props) => {
  const t = useT('battle');
  const n = counts.find((c) => c.choice === String(choice))?.n ?? 0;
  if (n === 0) return null;
  return (
    <span className="tally">
      {faces.length > 0 && (
        <span className="tally-faces" aria-hidden="true">
          {faces.slice(0, MOST_FACES).map((seat) => (
            <Avatar key={seat.id} seed={seat.avatar} size={30} />
          ))}
        </span>
      )}
      <b className="num" aria-hidden="true">
        {n}
      </b>
      <span className="sr-only">{t('given.n', { count: n })}</span>
    </span>
  );
};

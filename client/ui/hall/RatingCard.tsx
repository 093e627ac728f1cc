import type { Rating } from '../../../server/domain/api-battle.ts';
import { shownRating } from '../../../server/domain/battle-rating.ts';
import { useT } from '../../i18n/index.ts';
import { Card } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { ratingText } from './words.ts';

/** After so many battles a rating says something. */
const ENOUGH = 3;

/** My shown rating, and how sure it is. */
export const RatingCard = ({ rating }: { rating: Rating }) => {
  const t = useT('hall');
  const left = ENOUGH - rating.n;
  return (
    <Card className="hall-half hall-rating" aria-labelledby="hall-rating">
      <Picture name="sports-medal" size={72} />
      <div>
        <h2 id="hall-rating">{t('rating')}</h2>
        {rating.n === 0 ? (
          <p>{t('rating.none')}</p>
        ) : (
          <>
            <p className="hall-rating-n">
              <b className="num">{ratingText(shownRating(rating))}</b>
              <span>{t('rating.games', { count: rating.n })}</span>
            </p>
            {left > 0 && <small>{t('rating.few', { count: left })}</small>}
          </>
        )}
      </div>
    </Card>
  );
};

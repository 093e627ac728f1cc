import type { PracticeView } from '../../../server/domain/api-practice.ts';
import { number, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';

/** What is due for review now, and by the end of tomorrow. */
export const Review = ({ view }: { view: PracticeView }) => {
  const t = useT('practice');
  const { due, dueSoon } = view;
  return (
    <Card className="hub-half" aria-labelledby="review-title">
      <h2 id="review-title">
        <Icon name="brain" size={28} />
        {t('review')}
      </h2>
      <dl className="hub-figures">
        <div className={due > 0 ? 'is-now' : ''}>
          <dt>{t('review.now')}</dt>
          <dd className="num">{number(due)}</dd>
        </div>
        <div>
          <dt>{t('review.soon')}</dt>
          <dd className="num">{number(dueSoon)}</dd>
        </div>
      </dl>
      {due > 0 ? (
        <Button wide icon="brain" onClick={() => go({ name: 'drill', purpose: 'review' })}>
          {t('review.go')}
        </Button>
      ) : (
        <p className="page-empty">
          {t('review.none')} {dueSoon > 0 && t('review.later', { count: dueSoon })}
        </p>
      )}
    </Card>
  );
};

import type { PracticeView } from '../../../server/domain/api-practice.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { openQuick, QUICK_ICON, quickText } from './start.ts';

const MOST_MORE = 4;

/** Five minutes: the best next thing in one tap, and what else there is. */
export const Quick = ({ view }: { view: PracticeView }) => {
  const t = useT('practice');
  const [best, ...more] = view.quick;
  return (
    <Card className="quick hub-wide" aria-labelledby="quick-title">
      <Icon name="stopwatch" size={84} large />
      <div className="quick-text">
        <h2 id="quick-title">{t('quick.title')}</h2>
        {best === undefined ? (
          <p>{t('quick.none')}</p>
        ) : (
          <p>
            <Icon name={QUICK_ICON[best.kind]} size={24} />
            {quickText(best)}
            <small>{t('quick.minutes', { n: Math.ceil(best.minutes) })}</small>
          </p>
        )}
        <p className="quick-coins">
          <Icon name="coin" size={18} />
          {view.coinsLeft > 0 ? t('coins.left', { count: view.coinsLeft }) : t('coins.none')}
        </p>
      </div>
      {best !== undefined && (
        <Button look="cta" className="quick-go" data-guide="quick" onClick={() => openQuick(best, 1)}>
          {t('quick.go')}
          <span className="sr-only">{quickText(best)}</span>
        </Button>
      )}
      {more.length > 0 && (
        <ul className="quick-more" aria-label={t('quick.more')}>
          {more.slice(0, MOST_MORE).map((quick, i) => (
            <li key={quickText(quick)}>
              <Button look="mini" icon={QUICK_ICON[quick.kind]} onClick={() => openQuick(quick, i + 2)}>
                {quickText(quick)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};

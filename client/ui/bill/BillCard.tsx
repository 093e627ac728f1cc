import { useT } from '../../i18n/index.ts';
import { loadBills } from '../../net/bill.ts';
import { go } from '../../stores/screen.ts';
import { useFetched } from '../honours/use-fetched.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { nameOf } from './lines.ts';

const MONDAY = 1;

/** A bill that was not looked at yet, and on Mondays the way to it; nothing else. */
export const BillCard = () => {
  const t = useT('bill');
  const { value } = useFetched(loadBills);
  const fresh = value?.bills.find((b) => b.fresh);
  if (value === undefined || (fresh === undefined && new Date().getDay() !== MONDAY)) return null;
  return (
    <Card aria-label={t('title')}>
      <div className="row row-flat">
        <Icon name="receipt" size={44} />
        <span className="row-text">
          <b>{fresh ? t('today.title') : t('today.monday')}</b>
          <small>{fresh ? nameOf(fresh) : t('today.line')}</small>
        </span>
        <Button onClick={() => go({ name: 'bill', ...(fresh ? { bill: fresh.id } : {}) })}>
          {t('today.go')}
        </Button>
      </div>
    </Card>
  );
};

import { useEffect } from 'react';
import type { OrderView } from '../../../server/domain/api-mall.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { cancelOrder, loadOrders } from '../../net/mall.ts';
import { loadQuest } from '../../net/quest.ts';
import { onNotice } from '../../stores/notice.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { useAct } from '../hall/use-act.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { whenOf } from '../programme/when.ts';
import { Waiting } from '../Waiting.tsx';
import { ThanksButton } from './BoughtView.tsx';
import { GoodPicture } from './GoodPicture.tsx';
import './mall.css';

/** What I have bought: where it is, the code for the desk, the way back while there is one. */
export const Orders = () => {
  const t = useT('mall');
  const { value, fault, load } = useLoaded(loadOrders);
  useEffect(() => onNotice('order', load), [load]);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t('orders.title')} icon="wrapped-gift" lead={t('orders.lead')}>
      {value === undefined && <Waiting />}
      <FaultNote code={fault} />
      {value?.length === 0 && (
        <Card className="orders-none">
          <Icon name="shopping-bags" size={64} />
          <p>{t('orders.empty')}</p>
          <Button look="cta" onClick={() => go({ name: 'mall' })}>
            {t('orders.empty.go')}
          </Button>
        </Card>
      )}
      {value?.map((order) => (
        <Order key={order.id} order={order} onChanged={load} />
      ))}
    </Page>
  );
};

const STEPS = ['ordered', 'ready', 'handed'] as const;

const Order = ({ order, onChanged }: { order: OrderView; onChanged: () => void }) => {
  const t = useT('mall');
  const { busy, fault, run } = useAct();
  const cancel = (): void =>
    run(cancelOrder(order.id), () => {
      say(t('undone'), { icon: 'counterclockwise-arrows-button', tone: 'good' });
      void loadQuest();
      onChanged();
    });
  return (
    <Card className={`order order-${order.state}`} aria-label={pick(order.name)}>
      <GoodPicture good={order} size={64} />
      <div className="order-text">
        <b lang={pickedLang(order.name)}>
          {pick(order.name)}
          {order.qty > 1 && ` × ${number(order.qty)}`}
        </b>
        <small>
          {t('order.paid', { n: number(order.price * order.qty), at: whenOf(order.at, Date.now()) })}
          {' · '}
          {t('order.nth', { n: number(order.nth) })}
        </small>
        <Steps order={order} />
        {order.reason !== undefined && (
          <p className="order-reason">{t('order.reason', { reason: order.reason })}</p>
        )}
        {order.pickup !== undefined && order.code !== undefined && <p>{pick(order.pickup)}</p>}
        <FaultNote code={fault} />
        <div className="order-acts">
          {order.thanks !== undefined && <ThanksButton code={order.thanks} />}
          {order.mayCancel && (
            <Button look="mini" busy={busy} onClick={cancel}>
              {t('order.cancel')}
            </Button>
          )}
        </div>
      </div>
      {order.code !== undefined && (
        <p className="good-code">
          <small>{t('code')}</small>
          <b className="num">{order.code}</b>
        </p>
      )}
    </Card>
  );
};

/** How far it has come, in words and marks. */
const Steps = ({ order }: { order: OrderView }) => {
  const t = useT('mall');
  if (order.state === 'cancelled') return <p className="order-state">{t('state.cancelled')}</p>;
  if (order.readyAt === undefined && order.state === 'handed')
    return <p className="order-state">{t('state.delivered')}</p>;
  const at = STEPS.indexOf(order.state);
  return (
    <ol className="order-steps">
      {STEPS.map((step, n) => (
        <li key={step} className={n <= at ? 'on' : ''} aria-current={n === at ? 'step' : undefined}>
          {t(`state.${step}`)}
        </li>
      ))}
    </ol>
  );
};

import { number, pick, useT } from '../../i18n/index.ts';
import { type Bought, cancelOrder } from '../../net/mall.ts';
import { loadQuest } from '../../net/quest.ts';
import { go } from '../../stores/screen.ts';
import { session } from '../../stores/session.ts';
import { say } from '../../stores/toast.ts';
import { useAct } from '../hall/use-act.ts';
import { useNow } from '../hall/use-now.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button } from '../parts/index.ts';
import { GoodPicture } from './GoodPicture.tsx';

type Props = { bought: Bought; onChanged: () => void; onClose: () => void };

/** It is mine: what comes next, and for a short while the way back. */
export const BoughtView = ({ bought: { order, balance }, onChanged, onClose }: Props) => {
  const t = useT('mall');
  const { busy, fault, run } = useAct();
  const now = useNow(1000);
  const left = order.undoUntil === undefined ? 0 : Math.ceil((order.undoUntil - now) / 1000);
  const undo = (): void =>
    run(cancelOrder(order.id), () => {
      say(t('undone'), { icon: 'counterclockwise-arrows-button', tone: 'good' });
      void loadQuest();
      onChanged();
      onClose();
    });
  const me = session.getState().me?.person.id;
  return (
    <div className="good-done" role="status">
      <span className="good-pop">
        <GoodPicture good={order} size={96} />
      </span>
      <h3>{t('done', { name: pick(order.name) })}</h3>
      <p>{t('done.nth', { n: number(order.nth), balance: number(balance) })}</p>
      {order.code !== undefined && (
        <p className="good-code">
          <small>{t('code')}</small>
          <b className="num">{order.code}</b>
        </p>
      )}
      {order.pickup !== undefined && <p>{pick(order.pickup)}</p>}
      <FaultNote code={fault} />
      <div className="dialog-acts">
        {left > 0 && (
          <Button look="soft" busy={busy} onClick={undo}>
            {t('undo', { n: number(left) })}
          </Button>
        )}
        {order.gives !== undefined && me !== undefined && (
          <Button icon="artist-palette" onClick={() => go({ name: 'person', person: me })}>
            {t('wear')}
          </Button>
        )}
        {order.thanks !== undefined && <ThanksButton code={order.thanks} />}
        <Button look="cta" data-first onClick={onClose}>
          {t('done.ok')}
        </Button>
      </div>
    </div>
  );
};

export const ThanksButton = ({ code }: { code: string }) => {
  const t = useT('mall');
  return (
    <Button icon="red-heart" onClick={() => go({ name: 'thanks', code })}>
      {t('thanks.go')}
    </Button>
  );
};

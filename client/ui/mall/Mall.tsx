import { useEffect, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { GoodView, MallView } from '../../../server/domain/api-mall.ts';
import { GOOD_TIERS } from '../../../server/domain/mall-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { loadMall } from '../../net/mall.ts';
import { go } from '../../stores/screen.ts';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Choice, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { GoodCard } from './GoodCard.tsx';
import { GoodSheet } from './GoodSheet.tsx';
import './mall.css';

const KINDS = ['all', 'virtual', 'voucher', 'prize', 'privilege'] as const;
type Kind = (typeof KINDS)[number];
const LOOK_MS = 15_000;

/** What coins buy: shelves by tier, with what is left of everything. */
export const Mall = ({ me }: { me: Me }) => {
  const t = useT('mall');
  const { value, fault, load } = useLoaded(loadMall);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) load();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [load]);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t('title')} icon="shopping-bags" lead={t('lead')}>
      {value === undefined ? (
        <Waiting />
      ) : (
        <div className="mall">
          <FaultNote code={fault} />
          <Purse view={value} />
          <Shelves view={value} zone={me.org.zone} onChanged={load} />
        </div>
      )}
    </Page>
  );
};

const Purse = ({ view }: { view: MallView }) => {
  const t = useT('mall');
  return (
    <Card className="mall-purse" aria-label={t('purse')}>
      <Icon name="coin" size={40} />
      <span className="row-text">
        <small>{t('purse')}</small>
        <b className="num">{number(view.balance)}</b>
      </span>
      <Button look="mini" icon="receipt" onClick={() => go({ name: 'purse' })}>
        {t('purse.go')}
      </Button>
      <Button look="mini" icon="wrapped-gift" onClick={() => go({ name: 'orders' })}>
        {t('orders.go', { n: number(view.orders) })}
      </Button>
    </Card>
  );
};

type Props = { view: MallView; zone: string; onChanged: () => void };

const Shelves = ({ view, zone, onChanged }: Props) => {
  const t = useT('mall');
  const [kind, setKind] = useState<Kind>('all');
  const [open, setOpen] = useState<GoodView>();
  const goods = view.goods.filter((g) => kind === 'all' || g.kind === kind);
  const shown = open && (view.goods.find((g) => g.sku === open.sku) ?? open);
  return (
    <>
      <Card>
        <Choice
          label={t('kinds')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onPick={setKind}
        />
      </Card>
      {goods.length === 0 && (
        <Card>
          <p className="page-empty">{t('empty')}</p>
        </Card>
      )}
      {/* The dearest shelf stands below: one sees first what one can have soon. */}
      {GOOD_TIERS.map((tier) => {
        const here = goods.filter((g) => g.tier === tier);
        if (here.length === 0) return null;
        return (
          <section key={tier} className={`shelf shelf-${tier}`} aria-labelledby={`shelf-${tier}`}>
            <h2 id={`shelf-${tier}`}>{t(`tier.${tier}`)}</h2>
            <ul className="shelf-goods">
              {here.map((good) => (
                <li key={good.sku}>
                  <GoodCard good={good} balance={view.balance} zone={zone} onOpen={() => setOpen(good)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {shown !== undefined && (
        <GoodSheet
          key={shown.sku}
          good={shown}
          balance={view.balance}
          zone={zone}
          onChanged={onChanged}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
};

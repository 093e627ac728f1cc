import { useRef, useState } from 'react';
import type { GoodView } from '../../../server/domain/api-mall.ts';
import { dayAndTime, number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { type Bought, buy } from '../../net/mall.ts';
import { useAct } from '../hall/use-act.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, HoldButton, Icon, Sheet } from '../parts/index.ts';
import { BoughtView } from './BoughtView.tsx';
import { GoodPicture } from './GoodPicture.tsx';
import { moneyOf, who, whyNot } from './words.ts';

type Props = { good: GoodView; balance: number; zone: string; onChanged: () => void; onClose: () => void };

/** A good in full, and the buying of it: held for a moment or pressed twice, in a rush with a waiting number. */
export const GoodSheet = ({ good, balance, zone, onChanged, onClose }: Props) => {
  const t = useT('mall');
  const { busy, fault, run } = useAct();
  const [ahead, setAhead] = useState<number>();
  const [bought, setBought] = useState<Bought>();
  const told = useRef(-1);
  const wait = (n: number): void => {
    setAhead(n);
    if (told.current === n) return;
    told.current = n;
    announce(t('waiting', { n: number(n) }));
  };
  const take = (): void =>
    run(
      buy(good, wait).finally(() => {
        setAhead(undefined);
        onChanged();
      }),
      setBought,
    );
  const not = whyNot(good, balance, zone);
  return (
    <Sheet title={pick(good.name)} onClose={onClose} className="good-sheet">
      {bought !== undefined ? (
        <BoughtView bought={bought} onChanged={onChanged} onClose={onClose} />
      ) : (
        <>
          <Facts good={good} zone={zone} />
          <FaultNote code={fault} />
          {ahead !== undefined && (
            <p className="good-wait" role="status">
              <Icon name="ticket" size={32} /> {t('waiting', { n: number(ahead) })}
            </p>
          )}
          {not === undefined ? (
            <Buying good={good} balance={balance} busy={busy} onTake={take} />
          ) : (
            <p className="good-stop">{not}</p>
          )}
        </>
      )}
    </Sheet>
  );
};

const Buying = ({
  good,
  balance,
  busy,
  onTake,
}: Pick<Props, 'good' | 'balance'> & { busy: boolean; onTake: () => void }) => {
  const t = useT('mall');
  return (
    <div className="good-buy">
      <p>{t('after', { before: number(balance), after: number(balance - good.price) })}</p>
      <HoldButton hint={t('hold')} again={t('hold.again')} busy={busy} onConfirm={onTake}>
        <Icon name="coin" size={24} /> {t('buy', { n: number(good.price) })}
      </HoldButton>
    </div>
  );
};

const Facts = ({ good, zone }: { good: GoodView; zone: string }) => {
  const t = useT('mall');
  const { charity, pickup } = good;
  const rows: [string, string | undefined][] = [
    [t('fact.left'), good.left === undefined ? t('unlimited') : number(good.left)],
    [t('fact.limit'), good.perPerson === undefined ? undefined : t('limit', { n: number(good.perPerson) })],
    [t('fact.who'), who(good)],
    [t('fact.opens'), good.opensAt === undefined ? undefined : dayAndTime(good.opensAt, zone)],
    [t('fact.closes'), good.closesAt === undefined ? undefined : dayAndTime(good.closesAt, zone)],
    [
      t('fact.charity'),
      charity &&
        t('charity', { money: moneyOf(charity.amount, charity.currency), to: pick(charity.organisation) }),
    ],
    [t('fact.pickup'), pickup === undefined ? (good.instant ? t('instant') : undefined) : pick(pickup)],
  ];
  return (
    <div className="good-facts">
      <GoodPicture good={good} size={96} />
      <p lang={pickedLang(good.text)}>{pick(good.text)}</p>
      <dl>
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
};

import type { GoodView } from '../../../server/domain/api-mall.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { Icon } from '../parts/index.ts';
import { GoodPicture } from './GoodPicture.tsx';
import { whyNot } from './words.ts';

type Props = { good: GoodView; balance: number; zone: string; onOpen: () => void };

/** One good on its shelf: picture, price, how many are left, and why not when not. */
export const GoodCard = ({ good, balance, zone, onOpen }: Props) => {
  const t = useT('mall');
  const not = whyNot(good, balance, zone);
  return (
    <button type="button" className={`good${not === undefined ? '' : ' good-not'}`} onClick={onOpen}>
      <span className="good-pic">
        <GoodPicture good={good} size={72} />
        {good.mine > 0 && <span className="good-mine">{t('mine', { n: number(good.mine) })}</span>}
      </span>
      <b className="good-name" lang={pickedLang(good.name)}>
        {pick(good.name)}
      </b>
      <span className="good-line">
        <span className="good-price num">
          <Icon name="coin" size={20} label={t('coins')} />
          {number(good.price)}
        </span>
        {good.left !== undefined && (
          <span className="good-left num">{t('left', { n: number(good.left) })}</span>
        )}
      </span>
      {not !== undefined && <span className="good-why">{not}</span>}
    </button>
  );
};

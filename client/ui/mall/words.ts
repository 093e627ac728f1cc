import type { GoodView } from '../../../server/domain/api-mall.ts';
import { dayAndTime, number, percent, pick, textOf } from '../../i18n/index.ts';

/** Whole money of an amount in hundredths. */
export const moneyOf = (amount: number, currency: string): string =>
  new Intl.NumberFormat(textOf('mall')('money.tag'), {
    style: 'currency',
    currency,
    maximumFractionDigits: amount % 100 === 0 ? 0 : 2,
  }).format(amount / 100);

/** Why it cannot be had now, short enough for a card; undefined = it can. */
export const whyNot = (good: GoodView, balance: number, zone: string): string | undefined => {
  const t = textOf('mall');
  switch (good.refusal) {
    case undefined:
      return balance < good.price ? t('short', { n: number(good.price - balance) }) : undefined;
    case 'mall.not_open':
      return good.opensAt === undefined ? t('closed') : t('opens', { at: dayAndTime(good.opensAt, zone) });
    case 'mall.sold_out':
      return t('sold.out');
    case 'mall.limit':
      return t('limit.reached', { n: number(good.perPerson ?? 1) });
    case 'mall.account':
      return t('account');
    default:
      return who(good);
  }
};

/** Whom it is for, when it is not for everybody. */
export const who = (good: GoodView): string | undefined => {
  const t = textOf('mall');
  const { eligible } = good;
  const name = good.eligibleName === undefined ? '' : pick(good.eligibleName);
  switch (eligible.by) {
    case 'all':
      return undefined;
    case 'top':
      return t('for.top', { part: percent(eligible.percent / 100) });
    case 'role':
      return t('for.role', { name: textOf('common')(`role.${eligible.role}`) });
    default:
      return t(`for.${eligible.by}`, { name });
  }
};

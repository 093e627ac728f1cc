import type { Good } from '../../../server/domain/mall-shape.ts';
import type { LocalText } from '../../../server/domain/text.ts';

export const newGood = (): Good => ({
  kind: 'prize',
  name: { zh: '', en: '' },
  text: { zh: '', en: '' },
  icon: 'wrapped-gift',
  price: 100,
  perPerson: 1,
  tier: 'bronze',
  eligible: { by: 'all' },
});

/** A change; undefined = the field is taken away. */
export type GoodChange = { [K in keyof Good]?: Good[K] | undefined };
/** The good after a change. */
export const changed = (good: Good, part: GoodChange): Good => {
  const next = Object.entries({ ...good, ...part }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(next) as Good;
};

const said = (text: LocalText): boolean => Boolean(text.zh?.trim() || text.en?.trim());
export type Lack = 'need.name' | 'need.text' | 'need.gives' | 'need.charity' | 'need.times' | 'need.who';

/** The first thing that is missing; undefined = it can be saved. */
export const lackOf = (good: Good): Lack | undefined => {
  const { eligible, charity, opensAt, closesAt } = good;
  if (!said(good.name)) return 'need.name';
  if (!said(good.text)) return 'need.text';
  if (good.kind === 'virtual' && !good.gives) return 'need.gives';
  if (charity !== undefined && !said(charity.organisation)) return 'need.charity';
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt) return 'need.times';
  const who = { title: 'title', quest: 'quest', department: 'department' } as const;
  if (eligible.by in who && Object.values(eligible).includes('')) return 'need.who';
  return undefined;
};

/** A text in the languages that were written. */
const tidyText = (text: LocalText): LocalText => {
  const zh = text.zh?.trim();
  const en = text.en?.trim();
  return { ...(zh ? { zh } : {}), ...(en ? { en } : {}) } as LocalText;
};

/** Without what its kind cannot have, and without empty texts. */
export const tidyGood = (good: Good): Good => {
  const { gives, charity, pickup, ...rest } = good;
  return {
    ...rest,
    name: tidyText(good.name),
    text: tidyText(good.text),
    ...(good.kind === 'virtual' && gives !== undefined ? { gives } : {}),
    ...(good.kind === 'voucher' && charity !== undefined
      ? { charity: { ...charity, organisation: tidyText(charity.organisation) } }
      : {}),
    ...(pickup !== undefined && said(pickup) ? { pickup: tidyText(pickup) } : {}),
  };
};

import type { OrderView } from '../../../server/domain/api-mall.ts';
import { Icon } from '../parts/index.ts';

/** A good's own picture, or its drawn icon. Decoration: the name stands beside it. */
export const GoodPicture = ({ good, size }: { good: Pick<OrderView, 'icon' | 'picture'>; size: number }) =>
  good.picture === undefined ? (
    <Icon name={good.icon} size={size} />
  ) : (
    <img className="good-photo" src={`/api/media/${good.picture}`} width={size} height={size} alt="" />
  );

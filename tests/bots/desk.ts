import { Refused } from '../helpers/server.ts';
import type { Book } from './book.ts';
import type { Line } from './line.ts';
import type { Deeds } from './trainer.ts';

/** Days after which a question ends by itself, so that some do within a week. */
const OPEN_DAYS = 2;
/** Prizes that there are. */
const PRIZES = 3;

/** What the trainer decides for the social life: questions end after two days, three mugs stand on the shelf. */
export const openSocialLife = async ({ call }: Line): Promise<void> => {
  const before = await call('GET /api/policy', {});
  const policy = { ...before, bounty: { ...before.bounty, openDays: OPEN_DAYS } };
  await call('POST /api/studio/policy', { body: { policy, before } });
  const { goods } = await call('GET /api/studio/mall', {});
  const prize = goods.find((g) => g.good.kind === 'prize' && g.state === 'draft');
  if (!prize) return;
  await call('POST /api/studio/mall/stock', { body: { sku: prize.sku, add: PRIZES } });
  await call('POST /api/studio/mall/state', { body: { sku: prize.sku, state: 'open' } });
};

const hand = async ({ call }: Line, code: string): Promise<boolean> => {
  const honest = ['mall.order_state', 'mall.handed'];
  try {
    await call('POST /api/studio/mall/desk', { body: { code } });
    await call('POST /api/studio/mall/hand', { body: { code }, honest });
    return true;
  } catch (error) {
    if (error instanceof Refused && honest.includes(error.code)) return false;
    throw error;
  }
};

/** At the desk: hands over what buyers came for, lays out what was ordered; the first order of all cannot be filled. */
export const tendDesk = async (line: Line, book: Book, deeds: Deeds): Promise<void> => {
  for (const code of book.desk.splice(0)) if (await hand(line, code)) deeds.handed += 1;
  const { orders } = await line.call('GET /api/studio/mall/orders', { query: { state: 'ordered' } });
  const [first, ...rest] = orders;
  if (!first) return;
  const refused = deeds.cancelled === 0;
  if (refused) {
    const body = { order: first.id, reason: '这周导师出差，金币退回给你。' };
    const { person, price, qty } = await line.call('POST /api/studio/mall/cancel', { body });
    book.move(person.id, 'mall-refund', price * qty);
    deeds.cancelled += 1;
  }
  const ids = (refused ? rest : orders).map((o) => o.id);
  if (ids.length === 0) return;
  deeds.readied += (await line.call('POST /api/studio/mall/ready', { body: { orders: ids } })).ready;
};

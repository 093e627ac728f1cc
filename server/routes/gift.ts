import { z } from 'zod';
import { MOST_GIFT_TEXT } from '../domain/gift.ts';
import { plainText } from '../domain/text.ts';
import { once } from '../store/command.ts';
import { facesOf } from '../store/face.ts';
import { giftRoom, giveGift } from '../store/gift.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 30, burst: 20 };

const room = route('GET /api/gifts/:to', { access: 'learner', limit: READ }, (ctx, { by, params }) =>
  giftRoom(ctx.db.read, by, params.to ?? '', ctx.now()),
);

const Gift = z.strictObject({
  to: z.string().min(1).max(64),
  amount: z.int().min(1).max(100_000),
  text: z
    .string()
    .max(2 * MOST_GIFT_TEXT)
    .transform(plainText)
    .pipe(z.string().trim())
    .default(''),
});
const give = route(
  'POST /api/gifts',
  { access: 'learner', limit: WRITE, body: Gift },
  async (ctx, { by, body, commandId }) => {
    const { to } = body;
    let sent = 0;
    await once(ctx, by.person, commandId, async (tx) => {
      const { amount } = await giveGift(tx, by, body);
      sent = amount;
    });
    const face = (await facesOf(ctx.db.read, [by.person])).get(by.person);
    if (sent > 0 && face) {
      const { name, avatar } = face;
      ctx.line.tell(by.org, [to], { kind: 'gift', from: by.person, name, avatar, amount: sent });
    }
    return giftRoom(ctx.db.read, by, to, ctx.now());
  },
);

export const giftRoutes = [room, give];

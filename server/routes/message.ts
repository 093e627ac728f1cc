import { z } from 'zod';
import { once } from '../store/command.ts';
import { messagesOf, readMessages } from '../store/message.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };

const list = route('GET /api/messages', { access: 'learner', limit: READ }, (ctx, { by }) =>
  messagesOf(ctx.db.read, by.person),
);

const Ids = z.strictObject({ ids: z.array(z.string().min(1).max(64)).max(200) });
const read = route(
  'POST /api/messages/read',
  { access: 'learner', limit: READ, body: Ids },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => readMessages(tx, by.person, body.ids));
    return messagesOf(ctx.db.read, by.person);
  },
);

export const messageRoutes = [list, read];

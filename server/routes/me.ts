import { z } from 'zod';
import { newRoomToken } from '../auth.ts';
import { SettingsPatch } from '../domain/settings-shape.ts';
import { once } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { findMe, saveSettings } from '../store/person.ts';
import { listSessions, revokeSession } from '../store/session.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 120 };
const WRITE = { perMinute: 60, burst: 60 };

const me = route('GET /api/me', { access: 'learner', limit: READ }, (ctx, call) =>
  findMe(ctx.db.read, call.by.person, call.by.session),
);

const settings = route(
  'POST /api/settings',
  { access: 'learner', limit: WRITE, body: SettingsPatch },
  async (ctx, call) => {
    const patch = Object.fromEntries(Object.entries(call.body).filter(([, v]) => v !== undefined));
    await commit(ctx, (tx) => saveSettings(tx, call.by.person, patch));
    if ('hidePresence' in patch) ctx.line.refresh(call.by.org, [call.by.person]);
    return findMe(ctx.db.read, call.by.person, call.by.session);
  },
);

const sessions = route('GET /api/sessions', { access: 'learner', limit: READ }, (ctx, call) =>
  listSessions(ctx.db.read, call.by.person, call.by.session, ctx.now()),
);

const revoke = route(
  'POST /api/sessions/revoke',
  { access: 'learner', limit: WRITE, body: z.strictObject({ id: z.string().max(64) }) },
  async (ctx, call) => {
    await once(ctx, call.by.person, call.commandId, (tx) => revokeSession(tx, call.by, call.body.id));
    return listSessions(ctx.db.read, call.by.person, call.by.session, ctx.now());
  },
);

const roomToken = route('POST /api/room-token', { access: 'learner', limit: WRITE }, async (ctx, call) => ({
  token: newRoomToken(call.by.session, ctx.now()),
}));

export const meRoutes = [me, settings, sessions, revoke, roomToken];

import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { RobotBody } from '../domain/robot.ts';
import { once } from '../store/command.ts';
import {
  deliveriesOf,
  needRobot,
  openRobot,
  removeRobot,
  retryDelivery,
  robotsOf,
  saveRobot,
  sayByRobot,
} from '../store/robot.ts';
import { type Outward, vaultOf } from '../store/secret.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };
const One = z.strictObject({ id: z.string().min(1).max(64) });
/** In both languages: a group has no language of its own. */
const TRIAL = {
  title: '群岛 · Archipelago',
  text: '这是一条测试消息：机器人接好了。 This is a trial message: the robot is connected.',
};

const outward = ({ config }: Ctx): Outward => ({ open: config.outboundPrivate, vault: vaultOf(config) });
const listed = (ctx: Ctx, { org }: { org: string }) => robotsOf(ctx.db.read, org, vaultOf(ctx.config));

const list = route('GET /api/robots', { access: 'trainer', limit: READ }, (ctx, { by }) => listed(ctx, by));
const save = route(
  'POST /api/robots/save',
  { access: 'trainer', limit: WRITE, body: RobotBody },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => saveRobot(tx, by, body, outward(ctx)));
    return listed(ctx, by);
  },
);
const remove = route(
  'POST /api/robots/remove',
  { access: 'trainer', limit: WRITE, body: One },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => removeRobot(tx, by, body.id));
    return listed(ctx, by);
  },
);
const test = route(
  'POST /api/robots/test',
  { access: 'trainer', limit: { perMinute: 12, burst: 6 }, body: One },
  async (ctx, { by, body, commandId }) => {
    openRobot(await needRobot(ctx.db.read, by.org, body.id), vaultOf(ctx.config));
    await once(ctx, by.person, commandId, (tx) =>
      sayByRobot(tx, by.org, body.id, { ...TRIAL, urgent: true }),
    );
    return deliveriesOf(ctx.db.read, by.org);
  },
);
const deliveries = route('GET /api/deliveries', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  deliveriesOf(ctx.db.read, by.org),
);
const retry = route(
  'POST /api/deliveries/retry',
  { access: 'trainer', limit: WRITE, body: One },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => retryDelivery(tx, by, body.id));
    return deliveriesOf(ctx.db.read, by.org);
  },
);

export const reachRobotRoutes = [list, save, remove, test, deliveries, retry];

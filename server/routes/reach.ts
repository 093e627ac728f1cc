import { reachPushRoutes } from './reach-push.ts';
import { reachRemindRoutes } from './reach-remind.ts';
import { reachRobotRoutes } from './reach-robot.ts';
import type { Route } from './route.ts';

export const reachRoutes: readonly Route[] = [...reachRemindRoutes, ...reachRobotRoutes, ...reachPushRoutes];

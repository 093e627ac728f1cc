import { reachPushRoutes } from './reach-push.ts';
import { reachRemindRoutes } from './reach-remind.ts';
import { reachRobotRoutes } from './reach-robot.ts';
import { reachSkillRoutes } from './reach-skill.ts';
import type { Route } from './route.ts';

export const reachRoutes: readonly Route[] = [
  ...reachRemindRoutes,
  ...reachRobotRoutes,
  ...reachPushRoutes,
  ...reachSkillRoutes,
];

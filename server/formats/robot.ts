import type { Outcome, RobotKind, RobotSaying } from '../domain/robot.ts';
import { dingtalkOutcome, dingtalkRequest } from './robot-dingtalk.ts';
import { feishuOutcome, feishuRequest } from './robot-feishu.ts';
import { wecomOutcome, wecomRequest } from './robot-wecom.ts';

export type RobotAddress = { kind: RobotKind; url: string; secret: string };

/** What is posted for a robot, signed now. */
export const robotRequest = (
  robot: RobotAddress,
  saying: RobotSaying,
  now: number,
): { url: string; body: string } => {
  if (robot.kind === 'wecom') return wecomRequest(robot, saying);
  return robot.kind === 'dingtalk' ? dingtalkRequest(robot, saying, now) : feishuRequest(robot, saying, now);
};

const OUTCOMES: Record<RobotKind, (body: string) => Outcome> = {
  wecom: wecomOutcome,
  dingtalk: dingtalkOutcome,
  feishu: feishuOutcome,
};

/** What an answer means. Faults of the way (5xx, 408, 429) are tried again, other HTTP faults are final. */
export const robotOutcome = (kind: RobotKind, status: number, body: string): Outcome => {
  if (status >= 200 && status < 300) return OUTCOMES[kind](body);
  const again = status >= 500 || status === 429 || status === 408;
  return { ok: false, again, reason: `HTTP ${status}` };
};

import { z } from 'zod';
import { QuietHours } from './reminder.ts';

/** Group robots that take messages by a web address: WeCom, DingTalk, Feishu. */
export const ROBOT_KINDS = ['wecom', 'dingtalk', 'feishu'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

export const RobotBody = z.strictObject({
  id: z.string().max(64).exactOptional(),
  kind: z.enum(ROBOT_KINDS),
  name: z.string().trim().min(1).max(60),
  url: z.string().trim().min(1).max(1_000).exactOptional(),
  secret: z.string().trim().max(200).exactOptional(),
  quiet: QuietHours,
});

/** Messages a minute that each kind takes (its documentation). */
export const PER_MINUTE: Record<RobotKind, number> = { wecom: 20, dingtalk: 20, feishu: 100 };

/** What a robot says; `id` stands in the text, so that a message that came twice is seen to be one. */
export type RobotSaying = { id: string; title: string; text: string; link?: string };

/** What came of a try: `again` = worth another one, not before `waitMs`. */
export type Outcome = { ok: true } | { ok: false; again: boolean; reason: string; waitMs?: number };

export const MOST_TRIES = 8;
const MINUTE_MS = 60_000;
/** Before the next try: 1, 2, 4 ... minutes after the first, second, third one. */
export const backOff = (tries: number): number => MINUTE_MS * 2 ** (Math.max(1, tries) - 1);

/** Four letters and digits a reader can compare. */
export const shortId = (id: string): string => id.replaceAll('-', '').slice(-8);

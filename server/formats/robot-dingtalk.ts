import { createHmac } from 'node:crypto';
import { type Outcome, type RobotSaying, shortId } from '../domain/robot.ts';
import { answerOf, cutTo } from './robot-cut.ts';

/** A message is at most 20,000 bytes; its frame takes some. */
const MOST_BYTES = 18_000;
/** -1 busy, 130101 more than 20 a minute: then nothing is taken for ten minutes. */
const TOO_FAST = 130_101;
const CALM_MS = 10 * 60_000;

/** The signature of "signed" robots: HMAC-SHA256 of time and secret by the secret. `at` in ms. */
export const dingtalkSign = (secret: string, at: number): string =>
  createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');

/** A group robot of DingTalk: time and signature stand in the address (open.dingtalk.com, custom robot access). */
export const dingtalkRequest = (
  robot: { url: string; secret: string },
  s: RobotSaying,
  now: number,
): { url: string; body: string } => {
  const url = new URL(robot.url);
  if (robot.secret !== '') {
    url.searchParams.set('timestamp', String(now));
    url.searchParams.set('sign', dingtalkSign(robot.secret, now));
  }
  const link = s.link === undefined ? '' : `\n\n[${s.link}](${s.link})`;
  const text = `### ${s.title}\n\n${cutTo(s.text, MOST_BYTES)}${link}\n\n> #${shortId(s.id)}`;
  const message = {
    msgtype: 'markdown',
    markdown: { title: cutTo(s.title, 120), text },
    at: { atMobiles: [], atUserIds: [], isAtAll: false },
  };
  return { url: url.href, body: JSON.stringify(message) };
};

/** HTTP 200 says nothing: `errcode` 0 does. */
export const dingtalkOutcome = (body: string): Outcome => {
  const said = answerOf(body);
  const code = said?.errcode;
  if (code === 0) return { ok: true };
  if (typeof code !== 'number') return { ok: false, again: true, reason: 'no errcode' };
  const reason = `${code} ${String(said?.errmsg ?? '')}`.slice(0, 200);
  if (code === TOO_FAST) return { ok: false, again: true, reason, waitMs: CALM_MS };
  return { ok: false, again: code === -1, reason };
};

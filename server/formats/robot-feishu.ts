import { createHmac } from 'node:crypto';
import { type Outcome, type RobotSaying, shortId } from '../domain/robot.ts';
import { answerOf, cutTo } from './robot-cut.ts';

/** The whole request is at most 20 kB. */
const MOST_BYTES = 16_000;
/** 11232 and 99991400 more than it takes; 11246 and -1 busy. */
const AGAIN = new Set([-1, 11_232, 11_246, 99_991_400]);

/** Feishu signs an empty text by the key `time\nsecret`; `seconds` since 1970. */
export const feishuSign = (secret: string, seconds: number): string =>
  createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64');

/** A group robot of Feishu: time and signature stand in the body (open.feishu.cn, custom bot v2). */
export const feishuRequest = (
  robot: { url: string; secret: string },
  s: RobotSaying,
  now: number,
): { url: string; body: string } => {
  const seconds = Math.floor(now / 1000);
  const signed =
    robot.secret === '' ? {} : { timestamp: String(seconds), sign: feishuSign(robot.secret, seconds) };
  const lines: Record<string, string>[][] = [
    [{ tag: 'text', text: cutTo(s.text, MOST_BYTES) }],
    ...(s.link === undefined ? [] : [[{ tag: 'a', text: s.link, href: s.link }]]),
    [{ tag: 'text', text: `#${shortId(s.id)}` }],
  ];
  const post = { zh_cn: { title: cutTo(s.title, 300), content: lines } };
  return { url: robot.url, body: JSON.stringify({ ...signed, msg_type: 'post', content: { post } }) };
};

/** HTTP 200 says nothing: `code` 0 does (`StatusCode` in old answers). */
export const feishuOutcome = (body: string): Outcome => {
  const said = answerOf(body);
  const code = said?.code ?? said?.StatusCode;
  if (code === 0) return { ok: true };
  if (typeof code !== 'number') return { ok: false, again: true, reason: 'no code' };
  const reason = `${code} ${String(said?.msg ?? said?.StatusMessage ?? '')}`.slice(0, 200);
  return { ok: false, again: AGAIN.has(code), reason };
};

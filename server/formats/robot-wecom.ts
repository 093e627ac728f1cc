import { type Outcome, type RobotSaying, shortId } from '../domain/robot.ts';
import { answerOf, cutTo } from './robot-cut.ts';

/** Bytes of UTF-8 in a markdown message (developer.work.weixin.qq.com/document/path/91770). */
const MOST_BYTES = 4_096;
/** -1 busy, 45009 more than 20 a minute, 45033 too many at once. */
const AGAIN = new Set([-1, 45_009, 45_033]);

/** A group robot of WeCom: its key stands in the address, nothing is signed. */
export const wecomRequest = (robot: { url: string }, s: RobotSaying): { url: string; body: string } => {
  const head = `### ${cutTo(s.title, 200)}\n`;
  const link = s.link === undefined ? '' : `\n[${s.link}](${s.link})`;
  const tail = `${link}\n> #${shortId(s.id)}`;
  const text = cutTo(s.text, MOST_BYTES - Buffer.byteLength(head) - Buffer.byteLength(tail));
  const message = { msgtype: 'markdown', markdown: { content: `${head}${text}${tail}` } };
  return { url: robot.url, body: JSON.stringify(message) };
};

/** HTTP 200 says nothing: `errcode` 0 does. */
export const wecomOutcome = (body: string): Outcome => {
  const said = answerOf(body);
  const code = said?.errcode;
  if (code === 0) return { ok: true };
  if (typeof code !== 'number') return { ok: false, again: true, reason: 'no errcode' };
  const reason = `${code} ${String(said?.errmsg ?? '')}`.slice(0, 200);
  return { ok: false, again: AGAIN.has(code), reason };
};

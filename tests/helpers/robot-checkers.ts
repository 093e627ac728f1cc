import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a robot's own server says: HTTP status and body. */
type Said = { status: number; body: unknown; headers?: Record<string, string> };
type Asked = { url: URL; body: Record<string, unknown>; raw: string; now: number };
const HOUR_MS = 3_600_000;
const bytes = (text: unknown): number => Buffer.byteLength(String(text));
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');

export const WECOM_KEY = '693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';
export const DING_TOKEN = 'f00dfeed';
export const DING_SECRET = 'SECdeadbeefcafe';
export const FEISHU_HOOK = 'f5ea51de-0001';
export const FEISHU_SECRET = 'demoSecret';

/** WeCom, "group robots": key in the address, markdown of at most 4096 bytes or text of at most 2048. */
const wecom = ({ url, body }: Asked): Said => {
  const no = (errcode: number, errmsg: string): Said => ({ status: 200, body: { errcode, errmsg } });
  if (url.pathname !== '/cgi-bin/webhook/send') return { status: 404, body: 'not found' };
  if (url.searchParams.get('key') !== WECOM_KEY) return no(93000, 'invalid webhook url');
  const content = record(body[String(body.msgtype)]).content;
  if (body.msgtype !== 'markdown' && body.msgtype !== 'text') return no(40008, 'invalid message type');
  if (typeof content !== 'string' || content === '') return no(44004, 'empty content');
  if (bytes(content) > (body.msgtype === 'text' ? 2048 : 4096))
    return no(40058, 'markdown.content exceed max length 4096');
  return { status: 200, body: { errcode: 0, errmsg: 'ok' } };
};

/** DingTalk, "signed" custom robots: time (ms, one hour) and signature in the address; markdown needs title and text. */
const dingtalk = ({ url, body, raw, now }: Asked): Said => {
  const no = (errcode: number, errmsg: string): Said => ({ status: 200, body: { errcode, errmsg } });
  if (url.pathname !== '/robot/send') return { status: 404, body: 'not found' };
  if (url.searchParams.get('access_token') !== DING_TOKEN) return no(300001, 'token is not exist');
  const at = url.searchParams.get('timestamp') ?? '';
  if (!/^\d{13}$/.test(at) || Math.abs(now - Number(at)) > HOUR_MS) return no(310000, 'invalid timestamp');
  if (url.searchParams.get('sign') !== hmac(DING_SECRET, `${at}\n${DING_SECRET}`))
    return no(310000, 'sign not match');
  const { title, text } = record(body.markdown);
  if (body.msgtype !== 'markdown') return no(400102, 'unsupported msgtype');
  if (typeof title !== 'string' || title === '' || typeof text !== 'string' || text === '')
    return no(40035, 'missing parameter');
  if (bytes(raw) > 20_000) return no(460101, 'message too long, exceed 20000 bytes');
  if (body.at !== undefined && typeof record(body.at).isAtAll !== 'boolean') return no(40035, 'bad at');
  return { status: 200, body: { errcode: 0, errmsg: 'ok' } };
};

const TAGS = new Set(['text', 'a', 'at', 'img']);
const isPost = (post: unknown): boolean => {
  const { title, content } = record(record(post).zh_cn);
  return (
    typeof title === 'string' &&
    Array.isArray(content) &&
    content.every(
      (line: unknown) => Array.isArray(line) && line.every((e: unknown) => TAGS.has(String(record(e).tag))),
    )
  );
};
/** Feishu, custom bot v2 with signature: time (seconds as text, one hour) and signature in the body, 20 kB at most. */
const feishu = ({ url, body, raw, now }: Asked): Said => {
  const no = (code: number, msg: string): Said => ({ status: 200, body: { code, msg, data: {} } });
  if (url.pathname !== `/open-apis/bot/v2/hook/${FEISHU_HOOK}`)
    return no(19001, 'param invalid: incoming webhook access token invalid');
  const { timestamp: at, sign } = body;
  if (typeof at !== 'string' || !/^\d{10}$/.test(at) || Math.abs(now - Number(at) * 1000) > HOUR_MS)
    return no(19021, 'sign match fail or timestamp is not within one hour from current time');
  if (sign !== hmac(`${at}\n${FEISHU_SECRET}`, ''))
    return no(19021, 'sign match fail or timestamp is not within one hour from current time');
  if (bytes(raw) > 20 * 1024) return no(9499, 'Bad Request: too large');
  const content = record(body.content);
  const fine = body.msg_type === 'post' ? isPost(content.post) : typeof content.text === 'string';
  if (!fine) return no(9499, 'Bad Request');
  return {
    status: 200,
    body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' },
  };
};

const CHECKERS = { wecom, dingtalk, feishu };
export type Checked = { kind: keyof typeof CHECKERS; raw: string; body: Record<string, unknown>; said: Said };

const readAll = async (req: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/**
 * A local server that takes messages as the three robots' servers do and refuses what their documentation does not allow;
 * each kind takes 20 (Feishu 100) a minute. `next` = what is said instead, once.
 */
export const startRobotServer = async (now: () => number) => {
  const heard: Checked[] = [];
  const times: Record<keyof typeof CHECKERS, number[]> = { wecom: [], dingtalk: [], feishu: [] };
  const next: (Said | 'hang up')[] = [];
  const tooFast = (kind: keyof typeof CHECKERS): Said | undefined => {
    const recent = times[kind].filter((t) => now() - t < 60_000);
    times[kind] = [...recent, now()];
    if (recent.length < (kind === 'feishu' ? 100 : 20)) return undefined;
    const body =
      kind === 'feishu'
        ? { code: 11232, msg: 'frequency limited psm' }
        : kind === 'wecom'
          ? { errcode: 45009, errmsg: 'api freq out of limit' }
          : { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' };
    return { status: 200, body };
  };
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const raw = await readAll(req);
    const url = new URL(req.url ?? '/', 'http://robots.test');
    const kind = url.pathname.startsWith('/cgi-bin')
      ? 'wecom'
      : url.pathname.startsWith('/robot/')
        ? 'dingtalk'
        : 'feishu';
    const forced = next.shift();
    if (forced === 'hang up') return void req.socket.destroy();
    const isJson = (req.headers['content-type'] ?? '').startsWith('application/json');
    const body = isJson ? record(JSON.parse(raw)) : {};
    const said = forced ?? tooFast(kind) ?? CHECKERS[kind]({ url, body, raw, now: now() });
    heard.push({ kind, raw, body, said });
    res.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    res.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
  };
  const server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  const urls = {
    wecom: `${url}/cgi-bin/webhook/send?key=${WECOM_KEY}`,
    dingtalk: `${url}/robot/send?access_token=${DING_TOKEN}`,
    feishu: `${url}/open-apis/bot/v2/hook/${FEISHU_HOOK}`,
  };
  const close = (): Promise<void> => new Promise((done) => server.close(() => done()));
  return { url, urls, heard, next, close };
};
export type RobotServer = Awaited<ReturnType<typeof startRobotServer>>;

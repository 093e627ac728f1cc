import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { statementFaults } from './xapi-check.ts';

type Json = Record<string, unknown>;
/** How the store behaves at this request: takes it, is busy, answers late, or breaks off before or after it has taken it. */
export type Mood = 'good' | 'busy' | 'late' | 'cut' | 'cut after' | 'unauthorised';

const bodyOf = async (req: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
};

/** A record store that holds to xAPI 2.0: all of a list or nothing, 409 for a known id, 400 for what the standard refuses. */
export const startLrsServer = async (moods: () => Mood, auth = 'Basic dTpw') => {
  const kept = new Map<string, Json>();
  const seen = { requests: 0, largest: 0, faults: [] as string[], stored: 0 };
  const say = (res: ServerResponse, status: number, reply: unknown = ''): void => {
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };
  const store = (list: Json[]): number => {
    seen.largest = Math.max(seen.largest, list.length);
    if (list.some((s) => kept.has(String(s.id)))) return 409;
    const faults = list.flatMap(statementFaults);
    seen.faults.push(...faults);
    if (faults.length > 0) return 400;
    for (const s of list) kept.set(String(s.id), s);
    seen.stored += list.length;
    return 200;
  };
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    seen.requests += 1;
    const body = await bodyOf(req);
    const mood = moods();
    if (mood === 'cut') return void req.socket.destroy();
    if (req.headers.authorization !== auth || mood === 'unauthorised') return say(res, 401);
    if (req.headers['x-experience-api-version'] !== '2.0.0') return say(res, 400);
    if (req.method === 'GET') return say(res, 200, { statements: [], more: '' });
    if (mood === 'busy') return say(res, 503);
    const status = store(JSON.parse(body) as Json[]);
    if (mood === 'cut after') return void req.socket.destroy();
    if (mood === 'late') await new Promise((resolve) => setTimeout(resolve, 60));
    say(res, status, status === 200 ? (JSON.parse(body) as Json[]).map((s) => s.id) : '');
  };
  let server: Server | undefined;
  let port = 0;
  /** Listens, again on the same port after it was killed; what was kept is still there. */
  const listen = async (): Promise<void> => {
    const made = createServer((req, res) => void serve(req, res));
    server = made;
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve));
    port = (made.address() as AddressInfo).port;
  };
  /** Stops in the middle of whatever it does. */
  const kill = async (): Promise<void> => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  };
  await listen();
  return { kept, seen, listen, kill, url: () => `http://127.0.0.1:${port}/xapi` };
};

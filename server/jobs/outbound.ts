import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { checkOutbound, isPrivateAddress } from '../domain/outbound.ts';

const LIMIT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** What the other side said, or why nothing was heard. */
export type Answered = { status: number; body: string } | { fault: string };
export type Post = { url: string; headers: Record<string, string>; body: string | Buffer };

/** Resolves a name and refuses private addresses: a name that is harmless when it is stored may point inside later. */
const publicOnly: LookupFunction = (host, options, tell) =>
  lookup(host, { ...options, all: true }, (error, all: LookupAddress[]) => {
    const [first] = all ?? [];
    if (error || !first) return tell(error ?? new Error('no address'), '', 4);
    if (all.some((a) => isPrivateAddress(a.address))) return tell(new Error('private address'), '', 4);
    return options.all ? tell(null, all) : tell(null, first.address, first.family);
  });

const heard = (res: IncomingMessage): Promise<Answered> =>
  new Promise((done) => {
    const parts: Buffer[] = [];
    let size = 0;
    res.on('data', (part: Buffer) => {
      size += part.length;
      if (size > MOST_BYTES) {
        res.destroy();
        done({ fault: 'answer too large' });
      } else parts.push(part);
    });
    res.on('end', () => done({ status: res.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }));
    res.on('error', (error) => done({ fault: error.message }));
    res.on('close', () => done({ fault: 'broken off' }));
  });

/**
 * Posts to an address outside: within ten seconds, no redirect is followed, at most 64 kB are read, and nothing inside the
 * own network is reached unless `open` (OUTBOUND_PRIVATE). Never throws.
 */
export const postOut = ({ url, headers, body }: Post, open: boolean): Promise<Answered> =>
  new Promise((done) => {
    try {
      const to = checkOutbound(url, open);
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.timeout(LIMIT_MS),
        ...(open ? {} : { lookup: publicOnly }),
      };
      const send = to.protocol === 'https:' ? secure : plain;
      const req = send(to, options, (res) => void heard(res).then(done));
      req.on('error', (error) => done({ fault: error.name === 'AbortError' ? 'timeout' : error.message }));
      req.end(body);
    } catch (error) {
      done({ fault: error instanceof Error ? error.message : 'fault' });
    }
  });

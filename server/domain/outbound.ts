import { RuleError } from './errors.ts';

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** First address and prefix length of what is no public IPv4 (RFC 6890). */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const number4 = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const isClosed4 = (address: string): boolean =>
  CLOSED_V4.some(([first, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(number4(address) / size) === Math.floor(number4(first) / size);
  });

/** The eight groups of an IPv6 address; undefined = it is none. */
const groupsOf = (address: string): number[] | undefined => {
  const [plain = ''] = address.split('%');
  const tail = V4.exec(plain.slice(plain.lastIndexOf(':') + 1));
  const text = tail
    ? plain.slice(0, plain.lastIndexOf(':') + 1) +
      [0, 2].map((i) => (Number(tail[i + 1]) * 256 + Number(tail[i + 2])).toString(16)).join(':')
    : plain;
  const [head = '', rest] = text.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (rest ?? '').split(':').filter(Boolean);
  const zeros = rest === undefined ? 0 : 8 - left.length - right.length;
  const all = [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right];
  const groups = all.map((g) => Number.parseInt(g, 16));
  return groups.length === 8 && groups.every((g) => g >= 0 && g <= 0xffff) ? groups : undefined;
};

/** Public IPv6 is 2000::/3 without Teredo, documentation and 6to4; an IPv4 inside counts as itself. */
const isClosed6 = (address: string): boolean => {
  const groups = groupsOf(address);
  if (!groups) return true;
  const [a = 0, b = 0] = groups;
  const v4 = groups
    .slice(6)
    .flatMap((g) => [g >> 8, g & 255])
    .join('.');
  const mapped = groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff;
  if (mapped) return isClosed4(v4);
  if (a >> 13 !== 1) return true;
  return (a === 0x2001 && (b < 0x200 || b === 0xdb8)) || a === 0x2002;
};

/** Whether an IP address lies in a private, local or reserved range; what is no address at all counts as closed. */
export const isPrivateAddress = (address: string): boolean =>
  V4.test(address) ? isClosed4(address) : isClosed6(address);

const LOCAL = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/;
/**
 * An address outside that may be called: https, no user name, no private host. `open` = OUTBOUND_PRIVATE, for robots inside
 * the company's own network: http and private addresses too. Throws `robot.address` with the reason. Names are looked at
 * again when they are resolved.
 */
export const checkOutbound = (address: string, open: boolean): URL => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new RuleError('robot.address', { reason: 'url' });
  if (url.username !== '' || url.password !== '') throw new RuleError('robot.address', { reason: 'user' });
  if (open) return url;
  if (url.protocol !== 'https:') throw new RuleError('robot.address', { reason: 'https' });
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const literal = V4.test(host) || host.includes(':');
  if (literal ? isPrivateAddress(host) : LOCAL.test(host) || !host.includes('.'))
    throw new RuleError('robot.address', { reason: 'private' });
  return url;
};

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../server/app.ts';
import { commit } from '../../server/store/commit.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;

let server: TestServer;
let ann: Person;
let ben: Person;
/** What only Ann and Ben may read. */
const secrets: string[] = [];
/** Every id that their day left behind. */
const ids: string[] = [];

const secret = (what: string): string => {
  const text = `秘密 ${what} ${randomUUID()}`;
  secrets.push(text);
  return text;
};
const idOf = (p: Person): string => p.me.person.id;
const pay = async (p: Person, amount: number): Promise<void> => {
  const { id, zone } = server.company as { id: string; zone?: string };
  const by = { org: id, person: idOf(p), zone: zone ?? 'Asia/Shanghai' };
  await commit(server.ctx, (tx) => creditPerson(tx, by, { amount, reason: 'practice', key: randomUUID() }));
};

beforeAll(async () => {
  server = await startTestServer();
  ann = await server.joined('安安', 'learner');
  ben = await server.joined('本本', 'learner');
  await pay(ann, 1_000);
  await ann.call('POST /api/friends', { body: { person: idOf(ben), act: 'request' } });
  await ben.call('POST /api/friends', { body: { person: idOf(ann), act: 'accept' } });
  const { channel } = await ann.call('POST /api/chat/direct', { body: { person: idOf(ben) } });
  await ann.call('POST /api/chat/send', { body: { channel, text: secret('chat') } });
  await ben.call('POST /api/chat/send', { body: { channel, text: secret('reply') } });
  await ann.call('POST /api/gifts', { body: { to: idOf(ben), amount: 10, text: secret('gift') } });
  const { goods } = await ann.call('GET /api/mall');
  const good =
    goods.find((g) => g.refusal === undefined && !g.instant) ?? goods.find((g) => g.refusal === undefined);
  if (!good) throw new Error('the mall sells nothing that Ann may buy');
  const bought = await ann.call('POST /api/mall/buy', { body: { sku: good.sku, qty: 1, rev: good.rev } });
  if (bought.state !== 'bought') throw new Error('one buyer waits in no line');
  if (bought.order.code !== undefined) secrets.push(bought.order.code);
  const { lines } = await ann.call('GET /api/coins');
  ids.push(idOf(ann), idOf(ben), channel, bought.order.id, good.sku, ...lines.map((l) => String(l.id)));
});
afterAll(() => server.close());

const READS = ROUTES.filter((r) => r.key.startsWith('GET ')).map((r) => r.key.slice('GET '.length));

/** Every address that can be asked with these ids. */
const addresses = (): string[] =>
  READS.flatMap((path) => (path.includes('/:') ? ids.map((id) => path.replace(/:\w+/g, id)) : [path]));

/** Everything that somebody is told at every door that reads. */
const allTold = async (who: Pick<Person, 'request'>): Promise<string> => {
  const told: string[] = [];
  for (const path of addresses()) {
    server.clock.advance(15_000);
    const res = await who.request(path);
    expect(res.status, path).not.toBe(429);
    told.push(await res.text());
  }
  return told.join('\n');
};

describe('a day between two people', () => {
  it('is told to both of them', async () => {
    const told = `${await allTold(ann)}${await allTold(ben)}`;
    for (const text of secrets) expect(told).toContain(text);
  });

  it.each([
    ['a colleague', 'learner' as const],
    ['a guest', undefined],
    ['a trainer', 'trainer' as const],
  ])('is told to %s at no door that reads', async (name, role) => {
    const told = await allTold(await server.joined(name, role));
    for (const text of secrets.slice(0, 3)) expect(told).not.toContain(text);
    if (role !== 'trainer') for (const text of secrets) expect(told).not.toContain(text);
  });

  it('is told to nobody who is not signed in', async () => {
    const told = await allTold(server.client());
    for (const text of secrets) expect(told).not.toContain(text);
  });
});

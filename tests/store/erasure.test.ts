import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { BillDoc } from '../../server/domain/bill.ts';
import { audit } from '../../server/store/audit.ts';
import { isSealed, saveBill } from '../../server/store/bill.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { type Database, databaseFile, openDatabase } from '../../server/store/db.ts';
import { askErasure, beginErasure } from '../../server/store/erasure.ts';
import { kindOf, tablesOf } from '../../server/store/erasure-find.ts';
import { forgettings } from '../../server/store/erasure-forget.ts';
import { listFile, noteAll, replayErasures } from '../../server/store/erasure-list.ts';
import { type EraseCtx, runErasure } from '../../server/store/erasure-run.ts';
import { bytesOf, scrubFiles } from '../../server/store/erasure-scrub.ts';
import { balanceOf, creditPerson } from '../../server/store/ledger.ts';
import { sendMessage } from '../../server/store/message.ts';
import { createPerson } from '../../server/store/person.ts';
import { diffRollups } from '../../server/store/rollup.ts';
import { createOrg } from '../../server/store/seed.ts';
import { traitsIn } from '../../server/store/trait.ts';
import { STORES, type TestStore } from '../helpers/database.ts';

const zone = 'Asia/Shanghai';
const NAME = '欧阳拂晓';
let companies = 0;

/** A company with an administrator, somebody to be erased, and a colleague; each has answered on three days. */
const stageOf = async (store: TestStore) => {
  companies += 1;
  const code = `ERASE${companies}`;
  const org = await commit(store.ctx, (tx) => createOrg(tx, { name: '群岛', code, zone }));
  const join = (name: string, role: 'admin' | 'learner', login?: string): Promise<Actor> =>
    commit(store.ctx, (tx) => {
      const credentials = login === undefined ? {} : { credentials: { login, password: 'x' } };
      return createPerson(tx, { org, zone, name, role, lang: 'zh', ...credentials });
    });
  const admin = await join('管理员', 'admin');
  const gone = { ...(await join(NAME, 'learner', 'fuxiao.ouyang')), session: `s-${companies}` };
  const mate = await join('同事', 'learner');
  for (let day = 0; day < 3; day++) {
    for (const actor of [gone, mate])
      for (let n = 0; n < 4; n++) {
        store.clock.advance(n === 2 ? 0 : 61_000);
        await commit(store.ctx, async (tx) => {
          const ok = (n + day) % 3 !== 0;
          tx.emit(actor, {
            verb: 'question.answered',
            obj: `q-${n % 2}`,
            ctx: `run-${day}`,
            ok,
            score: ok ? 1 : 0,
            ms: 900,
            data: {
              mode: 'practice',
              choices: [1],
              first: false,
              presentedAt: tx.now,
              rtSrvMs: 1,
              changes: 0,
              hints: 0,
            },
          });
        });
      }
    store.clock.advance(20 * 3_600_000);
  }
  await commit(store.ctx, async (tx) => {
    await creditPerson(tx, gone, { amount: 9, reason: 'practice', key: `practice:${gone.person}` });
    const place = { station: 's', quest: 'q', island: 'i', stars: 1, best: 1, paid: 0, tier: 0 };
    await tx.db
      .insertInto('progress')
      .values({ person: gone.person, ...place, doneAt: null, state: null })
      .execute();
    tx.emit(mate, { verb: 'gift.sent', data: { txn: 'none', to: gone.person, amount: 1 } });
    await sendMessage(tx, mate, { to: gone.person, kind: 'reminder', text: `${NAME}，加油` });
    await sendMessage(tx, gone, { to: mate.person, kind: 'reminder', text: '我是拂晓' });
    await sendMessage(tx, admin, { to: mate.person, kind: 'reminder', text: `请和${NAME}一起完成` });
    const details = JSON.stringify({ name: NAME, person: gone.person, list: [NAME] });
    await tx.db
      .insertInto('audit_entry')
      .values({
        org,
        person: admin.person,
        at: tx.now,
        action: 'x',
        bank: null,
        object: gone.person,
        details,
      })
      .execute();
  });
  return { org, admin, gone, mate };
};

const contextOf = (store: TestStore): EraseCtx => ({ ...store.ctx, config: { dataDir: store.dataDir } });
const erase = async (store: TestStore, { admin, gone }: { admin: Actor; gone: Actor }) => {
  const id = await commit(store.ctx, (tx) => askErasure(tx, gone));
  await commit(store.ctx, (tx) => beginErasure(tx, admin, id));
  return { id, who: await runErasure(contextOf(store), id) };
};

/** Tables and columns that hold a text. */
const placesOf = async ({ read, dialect }: Database, text: string): Promise<string[]> => {
  const places: string[] = [];
  for (const { table, texts } of await tablesOf(read, dialect))
    for (const column of texts) {
      const found = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
        where ${sql.ref(column)} like ${`%${text}%`}`.execute(read);
      if (Number(found.rows[0]?.n) > 0) places.push(`${table}.${column}`);
    }
  return places;
};
const brokenLaws = async (store: TestStore): Promise<string[]> =>
  (await audit(store.db)).filter((c) => c.faults.length > 0).map((c) => `${c.name}: ${c.faults}`);
const itemCounts = (store: TestStore) =>
  store.db.read.selectFrom('rollup_item').selectAll().orderBy('org').orderBy('item').execute();
const sumOf = async (store: TestStore) =>
  (
    await store.db.read
      .selectFrom('entry')
      .select((eb) => eb.fn.sum('amount').as('n'))
      .executeTakeFirst()
  )?.n;

describe.each(STORES)('an erasure on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  test('leaves neither id nor name in any table, and every law, balance and count as it was', {
    timeout: 60_000,
  }, async () => {
    const stage = await stageOf(store);
    const { gone, mate } = stage;
    const before = { items: await itemCounts(store), sum: await sumOf(store) };
    expect(await placesOf(store.db, gone.person)).toContain('symbol.text');
    expect(await placesOf(store.db, NAME)).toContain('identity.name');
    const { id, who } = await erase(store, stage);
    expect(await placesOf(store.db, gone.person)).toEqual([]);
    expect(await placesOf(store.db, NAME)).toEqual([]);
    expect(await placesOf(store.db, 'fuxiao.ouyang')).toEqual([]);
    expect(await brokenLaws(store)).toEqual([]);
    expect(await diffRollups(store.db.read)).toEqual([]);
    expect({ items: await itemCounts(store), sum: await sumOf(store) }).toEqual(before);
    expect(await balanceOf(store.db.read, who?.ghost ?? '')).toBe(9);
    const said = await store.db.read
      .selectFrom('message')
      .select('text')
      .where('person', '=', mate.person)
      .orderBy('text')
      .execute();
    expect(said.map((s) => s.text)).toEqual(['', '请和…一起完成']);
    const executed = await store.db.read
      .selectFrom('event')
      .select('data')
      .where('verb', '=', 123)
      .where('data', 'like', `%${id}%`)
      .execute();
    expect(executed).toEqual([{ data: JSON.stringify({ request: id }) }]);
  });

  test('cuts the times of the events to the day, keeps their order, and drops session and run', {
    timeout: 60_000,
  }, async () => {
    const stage = await stageOf(store);
    const orderOf = (person: string) =>
      store.db.read
        .selectFrom('event_text')
        .select(['obj', 'ok', 'day', 'tEvent', 'sess', 'ctx', 'data', 'seq'])
        .where('actor', '=', person)
        .orderBy('tEvent')
        .orderBy('id')
        .execute();
    const before = await orderOf(stage.gone.person);
    const { who } = await erase(store, stage);
    const after = await orderOf(who?.ghost ?? '');
    expect(after.map((e) => e.seq)).toEqual(before.map((e) => e.seq));
    for (const [i, e] of after.entries()) {
      expect(e).toMatchObject({ day: before[i]?.day, obj: before[i]?.obj, sess: null, ctx: null });
      const noon = new Date(e.tEvent + 8 * 3_600_000);
      expect(noon.getUTCHours()).toBe(12);
      expect(noon.getUTCMinutes()).toBe(0);
    }
    expect(after.some((e) => /1\d{12}/.test(e.data))).toBe(false);
  });

  test('goes on where it stood when it was cut off in the middle, and a second one changes nothing', {
    timeout: 120_000,
  }, async () => {
    const stage = await stageOf(store);
    const id = await commit(store.ctx, (tx) => askErasure(tx, stage.gone));
    await commit(store.ctx, (tx) => beginErasure(tx, stage.admin, id));
    let left = 6;
    const failing: EraseCtx = {
      ...contextOf(store),
      now: () => {
        left -= 1;
        if (left < 0) throw new Error('cut off');
        return store.clock.now();
      },
    };
    for (let tries = 0; tries < 30; tries++) {
      left = 4 + 5 * tries;
      const ended = await runErasure(failing, id).then(
        () => true,
        () => false,
      );
      if (ended) break;
    }
    expect(await placesOf(store.db, stage.gone.person)).toEqual([]);
    expect(await brokenLaws(store)).toEqual([]);
    expect(await runErasure(contextOf(store), id)).toBeUndefined();
    expect(await brokenLaws(store)).toEqual([]);
  });

  test('seals the bill of a colleague anew that names the erased partner; what it was stays in its list', {
    timeout: 60_000,
  }, async () => {
    const stage = await stageOf(store);
    const { org, gone, mate } = stage;
    const partner = { person: gone.person, given: 3, got: 4 };
    const doc = { kind: 'year', ref: '2026', from: 1, to: 2, remark: { id: 'r' }, story: { partner } };
    const id = await commit(store.ctx, (tx) => saveBill(tx, mate, doc as unknown as BillDoc));
    const billOf = () =>
      store.db.read.selectFrom('bill').selectAll().where('org', '=', org).executeTakeFirstOrThrow();
    const before = await billOf();
    const { who } = await erase(store, stage);
    const after = await billOf();
    expect([after.id, isSealed(before), isSealed(after)]).toEqual([id, true, true]);
    expect(after.hash).not.toBe(before.hash);
    expect(JSON.parse(after.hashes)).toEqual([{ hash: before.hash, at: expect.any(Number) }]);
    expect(JSON.parse(after.data)).toMatchObject({ story: { partner: { ...partner, person: who?.ghost } } });
  });

  test('is refused for oneself and for somebody who is gone', async () => {
    const { admin } = await stageOf(store);
    const own = await commit(store.ctx, (tx) => askErasure(tx, admin));
    await expect(commit(store.ctx, (tx) => beginErasure(tx, admin, own))).rejects.toThrow('rights.self');
    await expect(commit(store.ctx, (tx) => askErasure(tx, admin))).rejects.toThrow('rights.asked');
  });

  test('knows a kind for every table: what people say is never content', async () => {
    for (const { table } of await tablesOf(store.db.read, store.db.dialect))
      if (/message|answer|note|gift|bottle/.test(table)) expect(kindOf(table), table).not.toBe('content');
  });
});

type Cell = { name: string; type: string; pk: number };
/** Their rows are made by the product alone: books, log, accounts and the erasure itself. */
const OWN = /^(person|identity|symbol|event|erasure|erasure_time|account|entry|transfer|session_device)$/;
/** Rows of these serve or describe the person alone: nothing of them stays, not even as the ghost's. */
const WHOLLY = [
  ...['bill', 'bill_note', 'recommendation', 'push_subscription', 'reminder', 'delivery', 'effect_check'],
  ...['forecast_person', 'message', 'honour', 'submission', 'attempt', 'certificate'],
];

describe('a row of an erased person in every text column of the schema', () => {
  test('has the old id no more, and those that serve only the person are gone', {
    timeout: 120_000,
  }, async () => {
    const [sqlite] = STORES;
    if (!sqlite) throw new Error('no store');
    const store = await sqlite.open();
    onTestFinished(() => store.close());
    const stage = await stageOf(store);
    const { gone } = stage;
    const raw = store.db.internal.connection?.raw;
    if (!raw) throw new Error('no SQLite');
    // What is written here hangs on nothing: only where an id may stand counts.
    raw.pragma('foreign_keys = off');
    raw.pragma('ignore_check_constraints = on');
    let n = 1_000_000;
    const written: string[] = [];
    for (const { table } of await tablesOf(store.db.read, 'sqlite')) {
      const cells = raw.prepare(`select name, lower(type) as type, pk from pragma_table_info('${table}')`);
      const columns = OWN.test(table) ? [] : (cells.all() as Cell[]);
      for (const { name } of columns.filter((c) => c.type === 'text')) {
        const cellOf = (c: Cell): unknown => {
          n += 1;
          if (c.type === 'blob') return Buffer.from(String(n));
          if (c.type !== 'text') return n;
          const text = c.name === name ? gone.person : `filler-${n}`;
          if (c.name === 'hashes') return JSON.stringify([text]);
          return c.name === 'data' ? JSON.stringify({ person: text }) : text;
        };
        const list = columns.map((c) => `"${c.name}"`).join();
        const marks = columns.map(() => '?').join();
        raw.prepare(`insert into "${table}" (${list}) values (${marks})`).run(...columns.map(cellOf));
        written.push(`${table}.${name}`);
      }
    }
    expect(await placesOf(store.db, gone.person)).toEqual(expect.arrayContaining(written));
    const { who } = await erase(store, stage);
    expect(await placesOf(store.db, gone.person)).toEqual([]);
    const left = WHOLLY.filter((table) =>
      raw.prepare(`select 1 from "${table}" where person = ?`).get(who?.ghost),
    );
    expect(left).toEqual([]);
    expect(raw.prepare(`select answer from bill_note where "answeredBy" = ?`).get(who?.ghost)).toEqual({
      answer: '',
    });
  });

  test('is looked for in tables and columns that there are', async () => {
    const [sqlite] = STORES;
    if (!sqlite) throw new Error('no store');
    const store = await sqlite.open();
    onTestFinished(() => store.close());
    const tables = new Map((await tablesOf(store.db.read, 'sqlite')).map((t) => [t.table, t.texts]));
    const unknown = forgettings(false).filter((f) => !tables.get(f.table)?.includes(f.column));
    expect(unknown).toEqual([]);
  });
});

describe('the files of an SQLite store', () => {
  test('hold nothing of an erased person, and a restored backup is erased again into the same ghost', async () => {
    const [sqlite] = STORES;
    if (!sqlite) throw new Error('no store');
    const store = await sqlite.open();
    onTestFinished(() => store.close());
    const stage = await stageOf(store);
    const backup = await mkdtemp(join(tmpdir(), 'archipelago-backup-'));
    onTestFinished(() => rm(backup, { recursive: true, force: true }));
    await store.db.internal.connection?.raw.backup(databaseFile(backup));
    const { who } = await erase(store, stage);
    if (!who) throw new Error('nobody was erased');
    await noteAll(contextOf(store));
    expect(await scrubFiles(store.db, store.dataDir, bytesOf(who), true)).toBe(true);
    for (const file of readdirSync(store.dataDir)) {
      const bytes = readFileSync(join(store.dataDir, file));
      for (const text of [stage.gone.person, NAME, 'fuxiao.ouyang'])
        expect(bytes.includes(text), `${text} in ${file}`).toBe(false);
    }
    expect(await replayErasures(contextOf(store))).toEqual([]);
    const restored = await openDatabase({ dataDir: backup });
    onTestFinished(() => restored.close());
    copyFileSync(listFile(store.dataDir), listFile(backup));
    const again = { db: restored, now: store.clock.now, config: { dataDir: backup } };
    expect(await placesOf(restored, stage.gone.person)).not.toEqual([]);
    traitsIn(backup).save(stage.gone.person, { o1: 3 }, 1);
    expect(await replayErasures(again)).toHaveLength(1);
    expect(traitsIn(backup).answersOf(stage.gone.person)).toEqual({});
    expect(await placesOf(restored, stage.gone.person)).toEqual([]);
    expect(await placesOf(restored, NAME)).toEqual([]);
    expect(await balanceOf(restored.read, who.ghost)).toBe(9);
  }, 60_000);
});

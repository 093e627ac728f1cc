import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** The store of traits: a file of its own beside every kind of store, and the key of its answers in another file. */
export const traitFile = (dataDir: string): string => join(dataDir, 'traits.db');
export const traitKeyFile = (dataDir: string): string => join(dataDir, 'traits.key');

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyAt = (dataDir: string): Buffer => {
  try {
    return readFileSync(traitKeyFile(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const key = randomBytes(KEY_BYTES);
    writeFileSync(traitKeyFile(dataDir), key, { mode: 0o600, flag: 'wx' });
    return key;
  }
};

type Stored = { sealed: Buffer };
export type TraitStore = {
  /** Item -> 1 to 5; empty for who has answered nothing. */
  answersOf: (person: string) => Record<string, number>;
  save: (person: string, answers: Record<string, number>, at: number) => void;
  /** Deletes at once, in the bytes of the file too. */
  forget: (person: string) => void;
  /** Deletes what was last changed before; gives how many people's. */
  forgetBefore: (at: number) => number;
};

const open = (dataDir: string): TraitStore => {
  mkdirSync(dataDir, { recursive: true });
  const db = new Sqlite(traitFile(dataDir));
  // No journal that keeps old pages, and every freed byte is overwritten.
  db.pragma('journal_mode = delete');
  db.pragma('secure_delete = on');
  db.exec(
    'create table if not exists "trait" ("person" text primary key, "sealed" blob not null, "at" integer not null)',
  );
  const key = keyAt(dataDir);
  const seal = (person: string, answers: Record<string, number>): Buffer => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(person));
    const body = Buffer.concat([cipher.update(JSON.stringify(answers), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  const unseal = (person: string, sealed: Buffer): Record<string, number> => {
    const tagEnd = NONCE_BYTES + TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(person)).setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd));
    const text = Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as Record<string, number>;
  };
  const find = db.prepare<[string], Stored>('select "sealed" from "trait" where "person" = ?');
  const put = db.prepare('insert or replace into "trait" ("person", "sealed", "at") values (?, ?, ?)');
  const drop = db.prepare('delete from "trait" where "person" = ?');
  const dropOld = db.prepare('delete from "trait" where "at" < ?');
  return {
    answersOf: (person) => {
      const row = find.get(person);
      return row ? unseal(person, row.sealed) : {};
    },
    save: (person, answers, at) => void put.run(person, seal(person, answers), at),
    forget: (person) => {
      if (drop.run(person).changes > 0) db.exec('vacuum');
    },
    forgetBefore: (at) => {
      const { changes } = dropOld.run(at);
      if (changes > 0) db.exec('vacuum');
      return changes;
    },
  };
};

const stores = new Map<string, TraitStore>();
/** The traits of this data folder; opened when they are first asked for. */
export const traitsIn = (dataDir: string): TraitStore => {
  const known = stores.get(dataDir) ?? open(dataDir);
  stores.set(dataDir, known);
  return known;
};

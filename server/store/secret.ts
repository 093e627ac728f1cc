import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RuleError } from '../domain/errors.ts';

/** The key of what the server keeps of others: robots' addresses and secrets, the push key, passwords of record stores. */
export const secretKeyFile = (dataDir: string): string => join(dataDir, 'secret.key');

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What a sealed text begins with; anything else was stored before there was a key. */
const MARK = 's1:';
const CIPHER = 'aes-256-gcm';

/** Every purpose has a key of its own, derived from the one in the file (HKDF, RFC 5869). */
export type Purpose = 'robot' | 'push' | 'lrs';
/**
 * Seals texts for one purpose and one owner (the id of its row: a sealed text is worth nothing in another row). Both throw
 * `secret.key` without a usable key; `open` gives what was stored plainly as it is and throws `secret.unreadable` for what
 * was sealed under another key, for another owner, or changed.
 */
export type Vault = {
  seal: (purpose: Purpose, owner: string, text: string) => string;
  open: (purpose: Purpose, owner: string, stored: string) => string;
};
/** Where what leaves the house may go (`open` = OUTBOUND_PRIVATE), and what seals its secrets. */
export type Outward = { open: boolean; vault: Vault };
export const isSealed = (stored: string): boolean => stored.startsWith(MARK);

const opened = (key: Buffer, owner: string, stored: string): string => {
  const bytes = Buffer.from(stored.slice(MARK.length), 'base64url');
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString('utf8');
  } catch {
    throw new RuleError('secret.unreadable');
  }
};

/** A vault over 32 bytes; undefined = the key could not be had. An empty text stays empty: it says that there is none. */
export const vaultWith = (master: Buffer | undefined): Vault => {
  const keys = new Map<Purpose, Buffer>();
  const keyFor = (purpose: Purpose): Buffer => {
    if (master?.length !== KEY_BYTES) throw new RuleError('secret.key');
    const key =
      keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', master, '', `archipelago ${purpose}`, KEY_BYTES));
    keys.set(purpose, key);
    return key;
  };
  return {
    seal: (purpose, owner, text) => {
      if (text === '') return '';
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyFor(purpose), nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (purpose, owner, stored) => (isSealed(stored) ? opened(keyFor(purpose), owner, stored) : stored),
  };
};

const readKey = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** The key in the file; made on the first start. Of two processes that make it at once one wins, and both read that one. */
const keyAt = (dataDir: string): Buffer | undefined => {
  const file = secretKeyFile(dataDir);
  const known = readKey(file);
  if (known) return known;
  mkdirSync(dataDir, { recursive: true });
  const made = `${file}.${randomUUID()}`;
  writeFileSync(made, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made);
  }
  return readKey(file);
};

/** Where the key is: `secretKey` (base64, from SECRET_KEY) goes before the file in the data folder. */
export type KeyPlace = { dataDir: string; secretKey?: string };
const masterOf = ({ dataDir, secretKey }: KeyPlace): Buffer | undefined => {
  if (secretKey !== undefined) return Buffer.from(secretKey, 'base64');
  try {
    return keyAt(dataDir);
  } catch {
    return undefined;
  }
};

const vaults = new Map<string, Vault>();
/** The vault of a server; its key is read once. A key that cannot be had is no fault before something is sealed or opened. */
export const vaultOf = (place: KeyPlace): Vault => {
  const name = `${place.secretKey ?? ''} ${place.dataDir}`;
  const vault = vaults.get(name) ?? vaultWith(masterOf(place));
  vaults.set(name, vault);
  return vault;
};

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { isSealed, KEY_BYTES, secretKeyFile, vaultOf, vaultWith } from '../../server/store/secret.ts';

const key = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map((b) => Buffer.from(b));
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });
const purpose = fc.constantFrom('robot', 'push', 'lrs');

describe('sealed secrets', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'archipelago-secret-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('come back as they went in, never twice alike and not readable in between', () => {
    fc.assert(
      fc.property(key, purpose, text, text, (k, p, owner, secret) => {
        const vault = vaultWith(k);
        const sealed = vault.seal(p, owner, secret);
        expect(vaultWith(k).open(p, owner, sealed)).toBe(secret);
        expect(isSealed(sealed)).toBe(true);
        expect(vault.seal(p, owner, secret)).not.toBe(sealed);
        if (secret.length > 3) expect(sealed.slice(3)).not.toContain(secret);
      }),
    );
  });

  test('are refused when one bit is changed, or a piece is cut off', () => {
    fc.assert(
      fc.property(key, text, fc.nat(), fc.nat(7), (k, secret, place, bit) => {
        const vault = vaultWith(k);
        const bytes = Buffer.from(vault.seal('lrs', 'me', secret).slice(3), 'base64url');
        const at = place % bytes.length;
        const short = bytes.subarray(0, at);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        for (const changed of [bytes, short])
          expect(() => vault.open('lrs', 'me', `s1:${changed.toString('base64url')}`)).toThrow(
            'secret.unreadable',
          );
      }),
    );
  });

  test('are refused under another key, for another purpose and in another row', () => {
    fc.assert(
      fc.property(key, key, text, (k, other, secret) => {
        fc.pre(!k.equals(other));
        const vault = vaultWith(k);
        const sealed = vault.seal('robot', 'a', secret);
        expect(() => vaultWith(other).open('robot', 'a', sealed)).toThrow('secret.unreadable');
        expect(() => vault.open('push', 'a', sealed)).toThrow('secret.unreadable');
        expect(() => vault.open('robot', 'b', sealed)).toThrow('secret.unreadable');
      }),
    );
  });

  test('no secret stays none, and what was stored plainly is read as it is', () => {
    const vault = vaultWith(randomBytes(KEY_BYTES));
    expect(vault.seal('robot', 'a', '')).toBe('');
    expect(vault.open('robot', 'a', '')).toBe('');
    expect(vault.open('lrs', 'a', 'pass:word')).toBe('pass:word');
  });

  test('the key is made once, for its owner alone, and read again', () => {
    const dataDir = join(dir, 'made');
    const sealed = vaultOf({ dataDir }).seal('lrs', 'a', 'pass');
    const file = secretKeyFile(dataDir);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(vaultWith(readFileSync(file)).open('lrs', 'a', sealed)).toBe('pass');
  });

  test('a damaged key says so and stops nothing else', () => {
    const dataDir = mkdtempSync(join(dir, 'damaged-'));
    writeFileSync(secretKeyFile(dataDir), 'short');
    const vault = vaultOf({ dataDir });
    expect(() => vault.seal('lrs', 'a', 'pass')).toThrow('secret.key');
    expect(() => vault.open('lrs', 'a', 's1:AAAA')).toThrow('secret.key');
    expect(vault.open('lrs', 'a', 'plain')).toBe('plain');
  });

  test('SECRET_KEY goes before the file, and is refused when it is no key', () => {
    const secretKey = randomBytes(KEY_BYTES).toString('base64');
    expect(readConfig({ SECRET_KEY: secretKey }).secretKey).toBe(secretKey);
    const dataDir = join(dir, 'never');
    const sealed = vaultOf({ dataDir, secretKey }).seal('lrs', 'a', 'pass');
    expect(vaultWith(Buffer.from(secretKey, 'base64')).open('lrs', 'a', sealed)).toBe('pass');
    expect(() => statSync(dataDir)).toThrow('ENOENT');
    for (const wrong of ['short', randomBytes(16).toString('base64'), '!'])
      expect(() => readConfig({ SECRET_KEY: wrong })).toThrow('SECRET_KEY');
  });
});

import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { defaultDocumentLoader, verifyCredential } from '@digitalbazaar/vc';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base58, type SignedCredential, unbase58 } from '../../server/domain/credential.ts';
import { findCertificate, issueCertificate } from '../../server/store/certificate.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import type { SailedQuest } from '../../server/store/quest-version.ts';
import { content } from '../bots/answers.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const quest: SailedQuest = { ...content.quest, version: 1 };
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** A foreign verifier: Digital Bazaar's, which looks the key up in the did:key document that the id itself spells. */
const verifiedElsewhere = (credential: object) => {
  const documentLoader = async (url: string) => {
    const loaded = (document: unknown) => ({ contextUrl: null, documentUrl: url, document });
    if (url === OB)
      return loaded({ '@context': { '@vocab': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#' } });
    if (!url.startsWith('did:key:')) return defaultDocumentLoader(url);
    const did = url.split('#')[0] ?? '';
    const key = did.slice('did:key:'.length);
    const id = `${did}#${key}`;
    const multikey = { id, type: 'Multikey', controller: did, publicKeyMultibase: key };
    return loaded(
      url.includes('#')
        ? { '@context': 'https://w3id.org/security/multikey/v1', ...multikey }
        : {
            '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
            id: did,
            verificationMethod: [multikey],
            assertionMethod: [id],
          },
    );
  };
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  return verifyCredential({ credential, suite, documentLoader });
};

describe('base58', () => {
  it('gives back every text of bytes, zeros in front included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(unbase58(base58(bytes))).toEqual(bytes);
      }),
    );
    expect(base58(new TextEncoder().encode('Hello World!'))).toBe('2NEpo7TZRRrLZSi2U');
    expect(unbase58('0OIl')).toBeUndefined();
  });
});

describe.each(STORES)('a certificate on $name', ({ open }) => {
  let store: TestStore;
  let people: Actor[];
  const issue = (by: Actor) => commit(store.ctx, (tx) => issueCertificate(tx, by, quest));
  beforeAll(async () => {
    store = await open();
    people = await seedPeople(store.ctx, 2);
    const empty = {
      login: null,
      password: null,
      employeeNo: null,
      email: null,
      phone: null,
      post: null,
      joinedOn: null,
      lockedUntil: null,
    };
    await commit(store.ctx, async (tx) => {
      for (const [i, { org, person }] of people.entries())
        await tx.db
          .insertInto('identity')
          .values({ ...empty, person, org, name: `学员${i}`, avatar: '', failedLogins: 0 })
          .execute();
    });
  });
  afterAll(() => store.close());
  const [first, second] = [() => people[0] as Actor, () => people[1] as Actor];

  it('is given once, and found by its code however it is typed', async () => {
    const { code } = await issue(first());
    expect(await issue(first())).toMatchObject({ code });
    expect((await issue(second())).code).not.toBe(code);
    const { view } = await findCertificate(store.db.read, ` ${code.toLowerCase().replaceAll('-', ' ')} `);
    expect(view).toMatchObject({ code, org: '群岛', valid: true });
    await expect(findCertificate(store.db.read, 'AAAA-BBBB-CCCC')).rejects.toThrow('certificate.unknown');
  });

  it('is verified by a verifier that is not ours', async () => {
    const { code } = await issue(first());
    const { credential } = await findCertificate(store.db.read, code);
    const said = await verifiedElsewhere(JSON.parse(credential) as object);
    expect(said.error?.errors?.map(String) ?? said.error).toBeUndefined();
    expect(said.verified).toBe(true);
  });

  it('is refused there and here when a name is changed', async () => {
    const { code } = await issue(second());
    const { credential } = await findCertificate(store.db.read, code);
    const forged = JSON.parse(credential) as SignedCredential;
    const [identity] = forged.credentialSubject.identifier;
    if (identity) identity.identityHash = '别人';
    expect((await verifiedElsewhere(forged)).verified).toBe(false);
    await commit(store.ctx, async (tx) => {
      await tx.db
        .updateTable('certificate')
        .set({ credential: JSON.stringify(forged) })
        .where('code', '=', code)
        .execute();
    });
    expect((await findCertificate(store.db.read, code)).view.valid).toBe(false);
  });

  it('is told as not valid once it is revoked', async () => {
    const { code } = await issue(first());
    await commit(store.ctx, async (tx) => {
      await tx.db.updateTable('certificate').set({ revokedAt: 5 }).where('code', '=', code).execute();
    });
    expect((await findCertificate(store.db.read, code)).view).toMatchObject({ valid: false, revokedAt: 5 });
  });
});

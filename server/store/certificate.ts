import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import canonicalize from 'canonicalize';
import type { CertificateView } from '../domain/api-programme.ts';
import {
  base58,
  CERTIFICATE_KINDS,
  type CertificateKind,
  type Credential,
  credentialOf,
  didOf,
  methodOf,
  type Proof,
  type SignedCredential,
  unbase58,
} from '../domain/credential.ts';
import { RuleError } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { SailedQuest } from './quest-version.ts';
import type { CertificateTable, SigningKeyTable } from './tables.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** A code one can read out: three groups of four, 60 bits. */
const newCode = (): string =>
  [...randomBytes(12)]
    .map((b, i) => `${i > 0 && i % 4 === 0 ? '-' : ''}${LETTERS[b % LETTERS.length]}`)
    .join('');
/** Codes are compared as people type them: without case, dashes and spaces. */
const readCode = (typed: string): string => {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/gu, '');
  return plain.replace(/(.{4})(?=.)/gu, '$1-');
};

const rawKey = (spki: string): Uint8Array => Buffer.from(spki, 'base64').subarray(-32);

/** The key a company signs with; made when it is first needed. */
const keyOf = async (tx: Tx, org: string): Promise<SigningKeyTable> => {
  const known = await tx.db.selectFrom('signing_key').selectAll().where('org', '=', org).executeTakeFirst();
  if (known) return known;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const row = {
    id: randomUUID(),
    org,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    createdAt: tx.now,
  };
  await tx.db.insertInto('signing_key').values(row).execute();
  return row;
};

const sha256 = (value: object): Buffer =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest();
/** What is signed by eddsa-jcs-2022: hash of the proof without its value, then hash of the document. */
const signedBytes = (
  credential: Credential,
  { proofValue: _, ...proof }: Omit<Proof, 'proofValue'> & { proofValue?: string },
): Buffer => Buffer.concat([sha256(proof), sha256(credential)]);

const signedBy = (key: SigningKeyTable, credential: Credential, created: string): SignedCredential => {
  const options: Omit<Proof, 'proofValue'> = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    created,
    verificationMethod: methodOf(didOf(rawKey(key.publicKey))),
    proofPurpose: 'assertionMethod',
    '@context': credential['@context'],
  };
  const privateKey = createPrivateKey({
    key: Buffer.from(key.privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const signature = sign(null, signedBytes(credential, options), privateKey);
  return { ...credential, proof: { ...options, proofValue: `z${base58(signature)}` } };
};

/** True when the credential was signed with this key and not changed since. */
const isSignedBy = (spki: string, { proof, ...credential }: SignedCredential): boolean => {
  const signature = unbase58(proof.proofValue.slice(1));
  if (signature?.length !== 64 || proof.verificationMethod !== methodOf(didOf(rawKey(spki)))) return false;
  const publicKey = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
  return verify(null, signedBytes(credential, proof), publicKey, signature);
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const CRITERIA: LocalText = {
  zh: '达到本任务的毕业条件，由服务器按学习记录核定。',
  en: 'Met the graduation criteria of this quest, as decided by the server from the learning record.',
};

type Issued = Pick<CertificateTable, 'code' | 'issuedAt'>;
/** What a certificate is given for; `version` = of the quest, or of the rule by which it was decided. */
export type Certified = {
  kind: CertificateKind;
  id: string;
  version: number;
  name: LocalText;
  criteria: LocalText;
};
/** As the column `quest` has it: a quest by its id, everything else with its kind before it. */
const refOf = ({ kind, id }: Pick<Certified, 'kind' | 'id'>): string =>
  kind === 'completion' ? id : `${kind}:${id}`;

/** Gives a person the signed certificate of something, once. */
export const issueCredential = async (tx: Tx, to: Actor, what: Certified): Promise<Issued> => {
  const known = await certificateOf(tx.db, to.person, refOf(what));
  if (known) return known;
  const key = await keyOf(tx, to.org);
  const who = await tx.db
    .selectFrom('identity')
    .innerJoin('org', 'org.id', 'identity.org')
    .select(['identity.name', 'org.name as org'])
    .where('identity.person', '=', to.person)
    .executeTakeFirstOrThrow();
  const serial = randomUUID();
  const { kind, id, version, name, criteria } = what;
  const grant = {
    serial,
    issuedAt: tx.now,
    org: who.org,
    person: who.name,
    kind,
    what: { id, name },
    criteria,
  };
  const did = didOf(rawKey(key.publicKey));
  const signed = signedBy(key, credentialOf({ ...grant, did }), new Date(tx.now).toISOString());
  const credential = JSON.stringify(signed);
  const hash = hashOf(credential);
  const row = { code: newCode(), serial, org: to.org, person: to.person, quest: refOf(what), version };
  await tx.db
    .insertInto('certificate')
    .values({ ...row, issuedAt: tx.now, credential, hash, revokedAt: null })
    .execute();
  tx.emit(to, { verb: 'certificate.issued', obj: row.code, data: { serial, hash } });
  return { code: row.code, issuedAt: tx.now };
};

/** Gives a graduate the certificate of a quest, once. */
export const issueCertificate = (tx: Tx, by: Actor, quest: SailedQuest): Promise<Issued> =>
  issueCredential(tx, by, {
    kind: 'completion',
    id: quest.id,
    version: quest.version,
    name: quest.name,
    criteria: CRITERIA,
  });

/** A person's certificate of a quest, or of `award:<id>` and the like. */
export const certificateOf = (db: Db, person: string, quest: string): Promise<Issued | undefined> =>
  db
    .selectFrom('certificate')
    .select(['code', 'issuedAt'])
    .where('person', '=', person)
    .where('quest', '=', quest)
    .executeTakeFirst();

/** What stands in the column `quest`, and the name of what it is; undefined = no longer known. */
const namedBy = async (
  db: Db,
  quest: string,
  definition: string | null,
): Promise<{ kind: CertificateKind; name?: LocalText }> => {
  const kind = CERTIFICATE_KINDS.find((k) => quest.startsWith(`${k}:`)) ?? 'completion';
  if (kind === 'thanks') return { kind };
  const json =
    kind === 'completion'
      ? definition
      : (
          await db
            .selectFrom('award')
            .select('definition')
            .where('id', '=', quest.slice('award:'.length))
            .executeTakeFirst()
        )?.definition;
  return json ? { kind, name: (JSON.parse(json) as { name: LocalText }).name } : { kind };
};

export type Certificate = { view: CertificateView; credential: string; zone: string };
/** A certificate by its code, checked anew. Throws `certificate.unknown`. */
export const findCertificate = async (db: Db, typed: string): Promise<Certificate> => {
  const row = await db
    .selectFrom('certificate as c')
    .innerJoin('signing_key as k', 'k.org', 'c.org')
    .innerJoin('org', 'org.id', 'c.org')
    .leftJoin('quest_version as v', (j) =>
      j.onRef('v.quest', '=', 'c.quest').onRef('v.version', '=', 'c.version'),
    )
    .selectAll('c')
    .select(['k.publicKey', 'v.definition', 'org.zone'])
    .where('c.code', '=', readCode(typed))
    .executeTakeFirst();
  if (!row) throw new RuleError('certificate.unknown');
  const signed = JSON.parse(row.credential) as SignedCredential;
  const genuine = hashOf(row.credential) === row.hash && isSignedBy(row.publicKey, signed);
  const { kind, name } = await namedBy(db, row.quest, row.definition);
  const view: CertificateView = {
    code: row.code,
    serial: row.serial,
    org: signed.issuer.name,
    person: signed.credentialSubject.identifier[0]?.identityHash ?? '',
    kind,
    quest: name ?? { zh: signed.name },
    issuedAt: row.issuedAt,
    valid: genuine && row.revokedAt === null,
    ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
    hash: row.hash,
  };
  return { view, credential: row.credential, zone: row.zone };
};

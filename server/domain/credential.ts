import type { LocalText } from './text.ts';
import { textIn } from './text.ts';

/** An Open Badges 3.0 credential without its proof: https://www.imsglobal.org/spec/ob/v3p0 */
export type Credential = {
  '@context': string[];
  id: string;
  type: string[];
  issuer: { id: string; type: string[]; name: string };
  validFrom: string;
  name: string;
  credentialSubject: {
    type: string[];
    identifier: { type: string; identityHash: string; identityType: string; hashed: boolean }[];
    achievement: {
      id: string;
      type: string[];
      achievementType: string;
      name: string;
      description: string;
      criteria: { narrative: string };
    };
  };
};
/** How it is signed: W3C Data Integrity, eddsa-jcs-2022. */
export type Proof = {
  type: 'DataIntegrityProof';
  cryptosuite: 'eddsa-jcs-2022';
  created: string;
  verificationMethod: string;
  proofPurpose: 'assertionMethod';
  '@context': string[];
  proofValue: string;
};
export type SignedCredential = Credential & { proof: Proof };

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Base58 of Bitcoin, as multibase `z` has it. */
export const base58 = (bytes: Uint8Array): string => {
  let n = 0n;
  for (const b of bytes) n = n * 256n + BigInt(b);
  let out = '';
  for (; n > 0n; n /= 58n) out = ALPHABET[Number(n % 58n)] + out;
  const zeros = bytes.findIndex((b) => b !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + out;
};
/** The bytes of a base58 text; undefined = it is none. */
export const unbase58 = (text: string): Uint8Array | undefined => {
  let n = 0n;
  for (const c of text) {
    const digit = ALPHABET.indexOf(c);
    if (digit < 0) return undefined;
    n = n * 58n + BigInt(digit);
  }
  const out: number[] = [];
  for (; n > 0n; n /= 256n) out.unshift(Number(n % 256n));
  const zeros = /^1*/u.exec(text)?.[0].length ?? 0;
  return new Uint8Array([...new Array<number>(zeros).fill(0), ...out]);
};

/** Multicodec of an Ed25519 public key. */
const ED25519 = [0xed, 0x01];
/** `did:key` of a raw 32-byte Ed25519 public key: the key says itself who it is, nothing has to be looked up. */
export const didOf = (publicKey: Uint8Array): string =>
  `did:key:z${base58(new Uint8Array([...ED25519, ...publicKey]))}`;
export const methodOf = (did: string): string => `${did}#${did.slice('did:key:'.length)}`;

/** What a certificate says: a quest is done, an award was won, the company gives thanks. */
export const CERTIFICATE_KINDS = ['completion', 'award', 'thanks'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];
/** Words of the Open Badges vocabulary, and of our own names for what was achieved. */
const ACHIEVEMENTS: Record<CertificateKind, { type: string; urn: string }> = {
  completion: { type: 'CertificateOfCompletion', urn: 'quest' },
  award: { type: 'Award', urn: 'award' },
  thanks: { type: 'CommunityService', urn: 'thanks' },
};

export type Grant = {
  serial: string;
  issuedAt: number;
  org: string;
  person: string;
  kind: CertificateKind;
  /** What it is given for: a quest, an award, a cause. */
  what: { id: string; name: LocalText };
  /** Why it was given, in words. */
  criteria: LocalText;
  did: string;
};

const both = (text: LocalText): string =>
  text.zh !== undefined && text.en !== undefined && text.zh !== text.en
    ? `${text.zh} / ${text.en}`
    : textIn(text, 'zh');

/** What is signed. */
export const credentialOf = (a: Grant): Credential => ({
  '@context': CONTEXTS,
  id: `urn:uuid:${a.serial}`,
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: a.did, type: ['Profile'], name: a.org },
  validFrom: new Date(a.issuedAt).toISOString(),
  name: both(a.what.name),
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [{ type: 'IdentityObject', identityHash: a.person, identityType: 'name', hashed: false }],
    achievement: {
      id: `urn:archipelago:${ACHIEVEMENTS[a.kind].urn}:${a.what.id}`,
      type: ['Achievement'],
      achievementType: ACHIEVEMENTS[a.kind].type,
      name: both(a.what.name),
      description: both(a.what.name),
      criteria: { narrative: both(a.criteria) },
    },
  },
});

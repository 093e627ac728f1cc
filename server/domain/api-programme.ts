import type { CertificateKind } from './credential.ts';
import type { CreditKind, Criterion, Quest } from './quest.ts';
import type { LocalText } from './text.ts';

/** Doors of a learner's programme: credits, graduation, certificate, messages. */
export type ProgrammeApi = {
  'GET /api/credits': { reply: CreditsView };
  'GET /api/graduation': { reply: GraduationView };
  /** The ceremony: receives or buys the medal, and the certificate with it. Throws `graduation.not_yet`,
   * `coins.insufficient`. */
  'POST /api/graduation/claim': { body: Record<string, never>; reply: GraduationView };
  /** Anyone who has the code. Throws `certificate.unknown`. */
  'GET /api/certificates/:code': { reply: CertificateView };
  'GET /api/messages': { reply: MessageView[] };
  'POST /api/messages/read': { body: { ids: string[] }; reply: MessageView[] };
};

export type CreditsView = {
  /** Of 100. */
  earned: number;
  kinds: { kind: CreditKind; earned: number; of: number }[];
  stations: {
    station: string;
    island: string;
    name: LocalText;
    kind: CreditKind;
    points: number;
    done: boolean;
  }[];
};
export type CriterionView = Criterion & { have: number; met: boolean };
export type GraduationView = {
  quest: LocalText;
  criteria: CriterionView[];
  met: boolean;
  medal?: NonNullable<Quest['medal']> & { owned: boolean };
  balance: number;
  graduatedAt?: number;
  certificate?: { code: string; issuedAt: number };
  /** What to tell at the ceremony. */
  facts: { days: number; answers: number; corrected: number; stars: number; coins: number };
};
export type CertificateView = {
  code: string;
  serial: string;
  org: string;
  person: string;
  kind: CertificateKind;
  /** Name of the quest, the award or the cause. */
  quest: LocalText;
  issuedAt: number;
  /** False = revoked, or the signature does not fit the content. */
  valid: boolean;
  revokedAt?: number;
  /** SHA-256 of the signed credential, base64url. */
  hash: string;
};
/** reminder = from a trainer; marked = an assignment or essay was marked; extended, reset = a trainer's change;
 * invited = to a battle, soon = a planned battle begins in 15 minutes, called_off = it will not be played; challenge = a
 * recorded run waits for me, or with `text` won, lost or tie what came of mine; gift = coins from a colleague; answered = my question has an answer, accepted = my answer got the bounty, expired = my question's time
 * is over (`amount` = coins that came back); report = somebody has looked at what I reported;
 * order_ready = what I bought waits for me (`text` = its name), order_cancelled = a trainer has cancelled it (`text` = its
 * name, and why in a second line; `amount` = coins that came back); friend = wants to be friends, befriended = has said yes;
 * bill = a learning bill is written (`text` = its id), bill_answer = a trainer's word on a line of it that seemed wrong. */
export type MessageKind =
  | 'reminder'
  | 'marked'
  | 'extended'
  | 'reset'
  | 'graduation'
  | 'invited'
  | 'soon'
  | 'called_off'
  | 'challenge'
  | 'gift'
  | 'answered'
  | 'accepted'
  | 'expired'
  | 'report'
  | 'order_ready'
  | 'order_cancelled'
  | 'friend'
  | 'befriended'
  | 'award'
  | 'season'
  | 'bill'
  | 'bill_answer'
  | 'feedback'
  | 'target';
export type MessageView = {
  id: string;
  kind: MessageKind;
  from?: string;
  text: string;
  at: number;
  read: boolean;
  island?: string;
  station?: string;
  battle?: string;
  ask?: string;
  amount?: number;
};

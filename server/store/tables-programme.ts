/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** People who sail a quest together; `rest` = weekdays and days off as JSON, `open` = new learners come in by themselves. */
export type CohortTable = {
  id: string;
  org: string;
  quest: string;
  name: string;
  startDay: number;
  zone: string;
  rest: Json;
  open: Flag;
  createdBy: string | null;
  createdAt: Ms;
  archivedAt: Ms | null;
};
/** `extensions` = days more that a trainer gave, [{ n, days }] by calendar.ts. */
export type CohortMemberTable = { cohort: string; person: string; joinedAt: Ms; extensions: Json };
/** An in-game message; `text` is what a person wrote, else ''. */
export type MessageTable = {
  id: string;
  org: string;
  person: string;
  sender: string | null;
  kind: string;
  text: string;
  quest: string | null;
  island: string | null;
  station: string | null;
  battle: string | null;
  /** The question of a colleague that it is about; the coins that came with it. */
  ask: string | null;
  amount: number | null;
  at: Ms;
  readAt: Ms | null;
};
/** What a person hands in at an assignment; one row per person and station, `nth` = how often it was handed in. */
export type SubmissionTable = {
  id: string;
  org: string;
  person: string;
  quest: string;
  version: number;
  island: string;
  station: string;
  state: string;
  rev: number;
  nth: number;
  text: string;
  savedAt: Ms;
  submittedAt: Ms | null;
  marker: string | null;
  markedAt: Ms | null;
  marks: Json | null;
  comment: string | null;
  score: number | null;
};
/** A file of a submission; only its owner, trainers and, once accepted, colleagues may read it. */
export type UploadTable = {
  id: string;
  org: string;
  submission: string;
  name: string;
  mime: string;
  size: number;
  bytes: Uint8Array;
  at: Ms;
};
export type KudosTable = { submission: string; person: string; at: Ms };
/** One opinion without its author; `day` is all that is known of when. */
export type SurveyResponseTable = {
  id: string;
  org: string;
  quest: string;
  station: string;
  item: string;
  day: number;
  value: number | null;
  text: string | null;
};
/** A signed credential (Open Badges 3.0) that a learner was given; `code` is what one checks it by. */
export type CertificateTable = {
  code: string;
  serial: string;
  org: string;
  person: string;
  quest: string;
  version: number;
  issuedAt: Ms;
  credential: Json;
  hash: string;
  revokedAt: Ms | null;
};
/** The Ed25519 key a company signs with, PKCS#8 and SPKI in base64. */
export type SigningKeyTable = {
  id: string;
  org: string;
  publicKey: string;
  privateKey: string;
  createdAt: Ms;
};
/** A crew of three to five before a boss; `state` = the rule's state as JSON. */
export type CrewTable = {
  id: string;
  org: string;
  quest: string;
  version: number;
  island: string;
  station: string;
  status: string;
  state: Json;
  createdBy: string;
  createdAt: Ms;
  endedAt: Ms | null;
};

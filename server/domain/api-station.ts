import type { AttemptView, Outcome } from './api.ts';
import type { Assignment, SubmissionState } from './assignment.ts';
import type { Survey, SurveyAnswers } from './survey.ts';
import type { LocalText } from './text.ts';

/** Doors of the stations that ask no bank: role play, assignment, survey; and of those who mark. */
export type StationApi = {
  /** Says one thing in a role play. Throws `talk.moved_on`, `attempt.closed`. */
  'POST /api/attempts/choose': {
    body: { attempt: string; node: string; option: string };
    reply: AttemptView;
  };

  'GET /api/assignments/:station': { reply: AssignmentView };
  /** Autosave. Throws `submission.changed` when `rev` is not the newest, `submission.handed_in`. */
  'POST /api/assignments/draft': {
    body: { station: string; rev: number; text: string };
    reply: AssignmentView;
  };
  /** Adds a file of at most 5 MB to the draft. Throws `submission.file`, `submission.too_many_files`. */
  'POST /api/assignments/upload': {
    body: { station: string; name: string; base64: string };
    reply: AssignmentView;
  };
  'POST /api/assignments/remove': { body: { station: string; file: string }; reply: AssignmentView };
  /** Throws `submission.empty`. */
  'POST /api/assignments/submit': { body: { station: string }; reply: AssignmentView };
  /** Throws `submission.marking` once somebody marks it. */
  'POST /api/assignments/withdraw': { body: { station: string }; reply: AssignmentView };
  /** Accepted works of colleagues, for who has handed in. Throws `submission.yours_first`. */
  'GET /api/assignments/:station/peers': { reply: PeerWork[] };
  /** Once per person, never for one's own. Throws `submission.unknown`, `submission.yours_first`. */
  'POST /api/assignments/kudos': { body: { submission: string; on: boolean }; reply: { kudos: number } };

  'GET /api/surveys/:station': { reply: SurveyView };
  'POST /api/surveys/answer': { body: { station: string; answers: SurveyAnswers }; reply: Outcome };

  /** The marking queue: what waits, oldest first, then what was marked last. Trainer and above. */
  'GET /api/submissions': { reply: SubmissionView[] };
  /** From here it cannot be withdrawn. */
  'POST /api/submissions/open': { body: { submission: string }; reply: SubmissionView };
  /** `base` = the `rev` that was seen; who returns a work says why. Throws `submission.changed`, `submission.marks`,
   * `submission.comment`. */
  'POST /api/submissions/mark': {
    body: {
      submission: string;
      base: number;
      marks: number[];
      comment: string;
      decision: 'accept' | 'return';
    };
    reply: SubmissionView;
  };
  /** What a survey said, without names; items with fewer than five answers are hidden. Trainer and above. */
  'GET /api/survey-results/:station': { reply: SurveyResult };
};

/** Its bytes: `GET /api/files/<id>`. */
export type FileView = { id: string; name: string; mime: string; size: number };
export type AssignmentView = {
  station: string;
  island: string;
  name: LocalText;
  assignment: Assignment;
  submission: {
    /** '' and rev 0 before anything was saved. */
    id: string;
    state: SubmissionState;
    rev: number;
    text: string;
    files: FileView[];
    savedAt: number;
    submittedAt?: number;
    markedAt?: number;
    marker?: string;
    marks?: number[];
    comment?: string;
    /** 0..1 */
    score?: number;
    kudos: number;
  };
  /** What acceptance brought. */
  outcome?: Outcome;
  /** Coins to be had: accepted, and on top by the rubric. */
  coins: { accepted: number; rubric: number };
};
export type PeerWork = {
  submission: string;
  name: string;
  avatar: string;
  text: string;
  files: FileView[];
  kudos: number;
  /** I gave it kudos. */
  mine: boolean;
};
export type SubmissionView = {
  id: string;
  state: SubmissionState;
  rev: number;
  person: { id: string; name: string };
  quest: LocalText;
  station: LocalText;
  assignment: Assignment;
  text: string;
  files: FileView[];
  nth: number;
  submittedAt: number;
  marks?: number[];
  comment?: string;
  score?: number;
  markedAt?: number;
  marker?: string;
};

export type SurveyView = {
  station: string;
  island: string;
  name: LocalText;
  survey: Survey;
  done: boolean;
  coins: number;
};
export type SurveyResult = {
  /** Who answered, of whoever reached it. */
  people: number;
  items: {
    id: string;
    n: number;
    /** rating: mean and share of 4-5; nps: the score with its standard error; choice: counts. Absent below five. */
    mean?: number;
    satisfied?: number;
    nps?: { score: number; se: number };
    counts?: number[];
    texts?: string[];
  }[];
};

/** The part of AttemptView that a role play shows. */
export type TalkView = {
  kind: 'scenario';
  other: { name: LocalText; role: LocalText; icon: string };
  situation: LocalText;
  /** The talk so far, oldest first; `me` = what the learner said. */
  lines: { speaker: 'other' | 'narrator' | 'me'; mood?: string; text: LocalText }[];
  choice?: { node: string; options: { id: string; text: LocalText }[] };
  /** At the end: what each choice was worth. `score` 0..1 of the best possible. */
  result?: {
    score: number;
    passed: boolean;
    steps: { said: LocalText; score: number; feedback: LocalText; better?: LocalText }[];
  };
};

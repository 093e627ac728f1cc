import type { Outcome } from '../domain/api.ts';
import type { AssignmentView, SubmissionView } from '../domain/api-station.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation, openStation } from '../domain/journey.ts';
import type { Island, Station } from '../domain/quest.ts';
import { payOf } from '../domain/quest-station.ts';
import { namesOf } from '../store/bank-access.ts';
import type { Actor } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { balanceOf } from '../store/ledger.ts';
import { daysOf, type ProgressRow, progressOf } from '../store/quest.ts';
import { findQuest, findVersion, type SailedQuest } from '../store/quest-version.ts';
import { findSubmission, kudosOf, type SubmissionRow } from '../store/submission.ts';
import { filesOf } from '../store/upload.ts';

export type AssignmentStation = Extract<Station, { kind: 'assignment' }>;
export type AssignmentPlace = {
  quest: SailedQuest;
  island: Island;
  station: AssignmentStation;
  row: ProgressRow | undefined;
};

/** What `progress.state` of an assignment says: `handedIn` lets the path go on, `outcome` = what acceptance brought. */
export type AssignmentProgress = { handedIn: boolean; outcome?: Outcome };

/** The assignment at a station of the quest that one sails. Throws `station.*`, `island.locked`. */
export const assignmentAt = async (
  db: Db,
  by: Actor,
  stationId: string,
  now: number,
): Promise<AssignmentPlace> => {
  const quest = await findQuest(db, by);
  const progress = await progressOf(db, by.person, quest.id);
  const days = await daysOf(db, by, quest.id, now);
  const { island, station } = openStation(quest, progress, stationId, days);
  if (station.kind !== 'assignment') throw new RuleError('station.wrong_kind');
  return { quest, island, station, row: progress.get(station.id) };
};

const marksOf = (row: SubmissionRow, marker: string | undefined) => ({
  ...(row.markedAt === null ? {} : { markedAt: Number(row.markedAt) }),
  ...(marker === undefined ? {} : { marker }),
  ...(row.marks === null ? {} : { marks: row.marks }),
  ...(row.comment === null ? {} : { comment: row.comment }),
  ...(row.score === null ? {} : { score: row.score }),
});

const NOTHING: AssignmentView['submission'] = {
  id: '',
  state: 'draft',
  rev: 0,
  text: '',
  files: [],
  savedAt: 0,
  kudos: 0,
};

const submissionOf = async (
  db: Db,
  row: SubmissionRow | undefined,
): Promise<AssignmentView['submission']> => {
  if (!row) return NOTHING;
  const names = await namesOf(db, row.markedAt === null ? [] : [row.marker]);
  return {
    id: row.id,
    state: row.state,
    rev: row.rev,
    text: row.text,
    files: (await filesOf(db, [row.id])).get(row.id) ?? [],
    savedAt: Number(row.savedAt),
    ...(row.submittedAt === null ? {} : { submittedAt: Number(row.submittedAt) }),
    ...marksOf(row, names.get(row.marker ?? '')),
    kudos: (await kudosOf(db, row.person, [row.id])).counts.get(row.id) ?? 0,
  };
};

const outcomeOf = async (db: Db, by: Actor, row: ProgressRow | undefined): Promise<Outcome | undefined> => {
  const state = row?.state ? (JSON.parse(row.state) as AssignmentProgress) : undefined;
  return state?.outcome && { ...state.outcome, balance: await balanceOf(db, by.person) };
};

/** An assignment as its learner sees it. */
export const assignmentView = async (db: Db, by: Actor, place: AssignmentPlace): Promise<AssignmentView> => {
  const { island, station, row } = place;
  const pay = payOf(station);
  const outcome = await outcomeOf(db, by, row);
  return {
    station: station.id,
    island: island.id,
    name: station.name,
    assignment: station.assignment,
    submission: await submissionOf(db, await findSubmission(db, by.person, station.id)),
    ...(outcome ? { outcome } : {}),
    coins: { accepted: pay.first, rubric: pay.excellent },
  };
};

/** The quest and the assignment that a submission was written for. Throws `station.wrong_kind`. */
const askedOf = (quest: SailedQuest, row: SubmissionRow) => {
  const { station } = findStation(quest, row.station);
  if (station.kind !== 'assignment') throw new RuleError('station.wrong_kind');
  return { quest: quest.name, station: station.name, assignment: station.assignment };
};

/** Submissions as those who mark see them, in the order given. */
export const submissionViews = async (db: Db, rows: readonly SubmissionRow[]): Promise<SubmissionView[]> => {
  const names = await namesOf(
    db,
    rows.flatMap((r) => [r.person, r.marker]),
  );
  const files = await filesOf(
    db,
    rows.map((r) => r.id),
  );
  const quests = new Map<string, SailedQuest>();
  const views: SubmissionView[] = [];
  for (const row of rows) {
    const key = `${row.quest}@${row.version}`;
    const quest = quests.get(key) ?? (await findVersion(db, row.quest, row.version));
    quests.set(key, quest);
    const { id, state, rev, text, nth } = row;
    views.push({
      ...{ id, state, rev, text, nth },
      person: { id: row.person, name: names.get(row.person) ?? '' },
      ...askedOf(quest, row),
      files: files.get(id) ?? [],
      submittedAt: Number(row.submittedAt ?? row.savedAt),
      ...marksOf(row, names.get(row.marker ?? '')),
    });
  }
  return views;
};

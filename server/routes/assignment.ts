import { z } from 'zod';
import type { AssignmentView } from '../domain/api-station.ts';
import { MOST_WORDS } from '../domain/assignment.ts';
import { RuleError } from '../domain/errors.ts';
import {
  checkNewFile,
  checkRemoval,
  handIn,
  mayLookAround,
  type Submission,
  withdraw,
  writeDraft,
} from '../domain/submission.ts';
import { plainText } from '../domain/text.ts';
import { checkFile } from '../domain/upload.ts';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import type { Actor, Tx } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { enrol, finishStation, keepState } from '../store/progress.ts';
import {
  acceptedAt,
  findHandedIn,
  findSubmission,
  giveKudos,
  holdOwn,
  kudosOf,
  ruleOf,
  type SubmissionRow,
  saveSubmission,
} from '../store/submission.ts';
import { addFile, filesOf, removeFile } from '../store/upload.ts';
import {
  type AssignmentPlace,
  type AssignmentProgress,
  assignmentAt,
  assignmentView,
} from './assignment-view.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 120, burst: 60 };
const UPLOAD = { perMinute: 20, burst: 10 };
/** 5 MB in base64. */
const MOST_UPLOAD = '8mb';
const Id = z.string().min(1).max(64);

const read = route('GET /api/assignments/:station', { access: 'learner', limit: READ }, async (ctx, call) => {
  const db = ctx.db.read;
  const place = await assignmentAt(db, call.by, Id.parse(call.params.station), ctx.now());
  return assignmentView(db, call.by, place);
});

type Own = { place: AssignmentPlace; row: SubmissionRow; rule: Submission };
/** Holds the learner's own work at a station, lets `work` change it, and gives the view after that. */
const changeOwn = async (
  tx: Tx,
  by: Actor,
  station: string,
  work: (own: Own) => Promise<void>,
): Promise<AssignmentView> => {
  await holdPerson(tx, by.person);
  const place = await assignmentAt(tx.db, by, station, tx.now);
  const { quest, island } = place;
  await enrol(tx, by, quest);
  const where = { quest: quest.id, version: quest.version, island: island.id, station: place.station.id };
  const row = await holdOwn(tx, by, where);
  await work({ place, row, rule: await ruleOf(tx.db, row) });
  return assignmentView(tx.db, by, await assignmentAt(tx.db, by, station, tx.now));
};

const keep = (tx: Tx, by: Actor, { quest, island, station, row }: AssignmentPlace, handedIn: boolean) => {
  const before = row?.state ? (JSON.parse(row.state) as AssignmentProgress) : {};
  const state: AssignmentProgress = { ...before, handedIn };
  return keepState(tx, by.person, quest.id, island.id, station.id, JSON.stringify(state));
};

const Draft = z.strictObject({
  station: Id,
  rev: z.int().min(0),
  text: z.string().max(MOST_WORDS).transform(plainText),
});
const draft = route(
  'POST /api/assignments/draft',
  { access: 'learner', limit: WRITE, body: Draft },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) =>
      changeOwn(tx, by, body.station, ({ row, rule }) =>
        saveSubmission(tx, row.id, writeDraft(rule, body), { savedAt: tx.now }),
      ),
    ),
);

const Upload = z.strictObject({ station: Id, name: z.string().max(300), base64: z.base64() });
const upload = route(
  'POST /api/assignments/upload',
  { access: 'learner', limit: UPLOAD, body: Upload, bodyLimit: MOST_UPLOAD },
  (ctx, { by, body, commandId }) => {
    const bytes = Buffer.from(body.base64, 'base64');
    const file = checkFile(body.name, bytes);
    return once(ctx, by.person, commandId, (tx) =>
      changeOwn(tx, by, body.station, async ({ place, row, rule }) => {
        checkNewFile(rule, place.station.assignment.accepts, file.kind);
        await addFile(tx, { org: by.org, submission: row.id }, file, bytes);
        await saveSubmission(tx, row.id, rule, { savedAt: tx.now });
      }),
    );
  },
);

const remove = route(
  'POST /api/assignments/remove',
  { access: 'learner', limit: WRITE, body: z.strictObject({ station: Id, file: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) =>
      changeOwn(tx, by, body.station, async ({ row, rule }) => {
        checkRemoval(rule);
        await removeFile(tx, row.id, body.file);
        await saveSubmission(tx, row.id, rule, { savedAt: tx.now });
      }),
    ),
);

/** A preview is marked by nobody: its station is cleared at once, so that the trainer can walk on. */
const clearPreview = async (
  tx: Tx,
  by: Actor,
  { quest, island, station }: AssignmentPlace,
): Promise<void> => {
  const run = { clears: true, stars: 3, best: 1, tier: 0, coins: 0 };
  const key = `assignment:${by.person}:${station.id}`;
  await finishStation(tx, by, quest, { station, island, ...run, reason: 'assignment', key });
};

const Station = z.strictObject({ station: Id });
const submit = route(
  'POST /api/assignments/submit',
  { access: 'learner', limit: WRITE, body: Station },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) =>
      changeOwn(tx, by, body.station, async ({ place, row, rule }) => {
        const next = handIn(rule, place.station.assignment.accepts);
        const { version } = place.quest;
        await saveSubmission(tx, row.id, next, { submittedAt: tx.now, version, marker: null });
        await keep(tx, by, place, true);
        const data = { filesN: rule.files, late: false };
        tx.emit(by, { verb: 'assignment.submitted', obj: place.station.id, ctx: row.id, data });
        if (by.preview) await clearPreview(tx, by, place);
      }),
    ),
);

const takeBack = route(
  'POST /api/assignments/withdraw',
  { access: 'learner', limit: WRITE, body: Station },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) =>
      changeOwn(tx, by, body.station, async ({ place, row, rule }) => {
        const next = withdraw(rule);
        await saveSubmission(tx, row.id, next);
        await keep(tx, by, place, next.nth > 0);
      }),
    ),
);

/** Throws `submission.yours_first` unless one's own work at this station was handed in. */
const checkOwnFirst = async (db: Db, by: Actor, station: string): Promise<void> => {
  const own = await findSubmission(db, by.person, station);
  if (!mayLookAround(own)) throw new RuleError('submission.yours_first');
};

const peers = route(
  'GET /api/assignments/:station/peers',
  { access: 'learner', limit: READ },
  async (ctx, { by, params }) => {
    const db = ctx.db.read;
    const station = Id.parse(params.station);
    await checkOwnFirst(db, by, station);
    const works = await acceptedAt(db, by, station);
    const ids = works.map((w) => w.id);
    const [files, kudos] = [await filesOf(db, ids), await kudosOf(db, by.person, ids)];
    return works.map(({ id, name, avatar, text }) => ({
      ...{ submission: id, name, avatar, text },
      files: files.get(id) ?? [],
      kudos: kudos.counts.get(id) ?? 0,
      mine: kudos.mine.has(id),
    }));
  },
);

const Kudos = z.strictObject({ submission: Id, on: z.boolean() });
const kudos = route(
  'POST /api/assignments/kudos',
  { access: 'learner', limit: WRITE, body: Kudos },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { submission, on } = body;
      const work = await findHandedIn(tx.db, by, submission);
      if (work.state !== 'accepted') throw new RuleError('submission.unknown');
      await checkOwnFirst(tx.db, by, work.station);
      if (await giveKudos(tx, by.person, submission, on))
        tx.emit(by, { verb: 'reaction.given', obj: submission, data: { kind: 'fire' } });
      return { kudos: (await kudosOf(tx.db, by.person, [submission])).counts.get(submission) ?? 0 };
    }),
);

export const assignmentRoutes = [read, draft, upload, remove, submit, takeBack, peers, kudos];

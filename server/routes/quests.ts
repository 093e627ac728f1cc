import { z } from 'zod';
import { textIn } from '../domain/text.ts';
import { LocalText } from '../domain/text-shape.ts';
import { readQuestFile, writeQuestFile } from '../formats/quest-file.ts';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import { changeAudience } from '../store/quest-audience.ts';
import { archiveQuest, createQuest, publishQuest, saveDraft } from '../store/quest-draft.ts';
import { readyOf } from '../store/quest-facts.ts';
import { bringQuest, takeQuest } from '../store/quest-file.ts';
import { endPreview, startPreview } from '../store/quest-preview.ts';
import { draftViewOf, listQuests, summaryOf } from '../store/quest-summary.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
/** A builder types for hours; a draft is kept every two seconds. */
const SAVE = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };
/** Twelve islands of fifteen cards each in two languages. */
const MOST_DRAFT = '2mb';
const MOST_CARDS = 200;
const FILE = { perMinute: 10, burst: 5 };
/** A quest file of 50 MB, as base64. */
const MOST_FILE = '70mb';

const Id = z.string().min(1).max(64);
const Rev = z.int().min(0);

const list = route('GET /api/quests', { access: 'trainer', limit: READ }, (ctx, call) =>
  listQuests(ctx.db.read, call.by.org),
);

const Create = z.strictObject({ name: LocalText, copyOf: Id.optional() });
const create = route(
  'POST /api/quests/create',
  { access: 'trainer', limit: WRITE, body: Create },
  (ctx, { body: { name, copyOf }, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const id = await createQuest(tx, by, { name, ...(copyOf === undefined ? {} : { copyOf }) });
      return draftViewOf(tx.db, by, id);
    }),
);

const read = route('GET /api/quests/:quest/draft', { access: 'trainer', limit: READ }, (ctx, call) =>
  draftViewOf(ctx.db.read, call.by, Id.parse(call.params.quest)),
);

const Draft = z.strictObject({
  quest: Id,
  rev: Rev,
  definition: z.record(z.string(), z.unknown()),
  cards: z.array(z.unknown()).max(MOST_CARDS),
});
const save = route(
  'POST /api/quests/draft',
  { access: 'trainer', limit: SAVE, body: Draft, bodyLimit: MOST_DRAFT },
  (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await saveDraft(tx, by, body);
      return draftViewOf(tx.db, by, body.quest);
    }),
);

const Publish = z.strictObject({ quest: Id, rev: Rev });
const publish = route(
  'POST /api/quests/publish',
  { access: 'trainer', limit: WRITE, body: Publish },
  (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await publishQuest(tx, by, body);
      return draftViewOf(tx.db, by, body.quest);
    }),
);

const Audience = z.strictObject({
  quest: Id,
  kind: z.enum(['everyone', 'department', 'person']),
  holder: z.string().max(64),
  add: z.boolean(),
});
const audience = route(
  'POST /api/quests/audience',
  { access: 'trainer', limit: WRITE, body: Audience },
  (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await changeAudience(tx, by, body);
      return summaryOf(tx.db, by.org, body.quest);
    }),
);

const Archive = z.strictObject({ quest: Id, archived: z.boolean() });
const archive = route(
  'POST /api/quests/archive',
  { access: 'trainer', limit: WRITE, body: Archive },
  (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await archiveQuest(tx, by, body.quest, body.archived);
      return summaryOf(tx.db, by.org, body.quest);
    }),
);

const Preview = z.strictObject({ quest: Id, on: z.boolean() });
const preview = route(
  'POST /api/quests/preview',
  { access: 'trainer', limit: WRITE, body: Preview },
  (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await holdPerson(tx, by.person);
      if (body.on) await startPreview(tx, by, body.quest);
      else await endPreview(tx, by.person);
      return { ok: true as const };
    }),
);

const Export = z.strictObject({ quest: Id });
/** Reads only; a POST because the file goes to nobody but who asks. */
const exportQuest = route(
  'POST /api/quests/export',
  { access: 'trainer', limit: FILE, body: Export },
  async (ctx, { body, by }) => {
    const taken = await takeQuest(ctx.db.read, by, body.quest);
    const { name } = await summaryOf(ctx.db.read, by.org, body.quest);
    return {
      fileName: `${textIn(name, 'zh').replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}.quest.zip`,
      mime: 'application/zip',
      base64: Buffer.from(writeQuestFile(taken)).toString('base64'),
    };
  },
);

const Import = z.strictObject({ base64: z.base64() });
const importQuest = route(
  'POST /api/quests/import',
  { access: 'trainer', limit: FILE, body: Import, bodyLimit: MOST_FILE },
  async (ctx, { body, by, commandId }) => {
    const file = await readQuestFile(Buffer.from(body.base64, 'base64'));
    return once(ctx, by.person, commandId, async (tx) =>
      draftViewOf(tx.db, by, await bringQuest(tx, by, file)),
    );
  },
);

const ready = route('GET /api/banks/:bank/ready', { access: 'trainer', limit: READ }, (ctx, call) =>
  readyOf(ctx.db.read, call.by, Id.parse(call.params.bank)),
);

export const questsRoutes = [
  ready,
  list,
  create,
  read,
  save,
  publish,
  audience,
  archive,
  preview,
  exportQuest,
  importQuest,
];

import { RuleError } from '../domain/errors.ts';
import { QUEST_FILE_VERSION, QUEST_FORMAT, QuestFile, type QuestFileBank } from '../domain/quest-file.ts';
import type { StagedContent } from '../domain/staging.ts';
import { decodeText } from './encoding.ts';
import { type PortableQuestion, UnreadableFile } from './format.ts';
import { readJson, writeJson } from './json.ts';
import type { Reader } from './reader.ts';
import { stageReading } from './stage.ts';
import { readZip, writeZip, type ZipFile } from './zip.ts';

/**
 * A quest as one archive: `quest.json` with its draft, cards and what of its banks is no question, `banks/<n>.json` with
 * their questions as in json.ts, `media/<name>` with what the cards show.
 */
const MAIN = 'quest.json';
const MOST_MAIN = 4 * 1024 * 1024;
const MOST_DEPTH = 60;

type About = Omit<QuestFileBank, 'file'>;
export type QuestMedia = QuestFile['media'][number] & { bytes: Uint8Array };
type Quest = { definition: unknown; cards: readonly unknown[]; media: readonly QuestMedia[] };
/** What a quest file is made of; `media` of a bank by hash name. */
export type QuestToWrite = Quest & {
  banks: readonly (About & { questions: PortableQuestion[]; media: Map<string, Uint8Array> })[];
};
/** What a quest file held, ready to be brought in. */
export type ReadQuest = Quest & { banks: readonly (About & { content: StagedContent })[] };

const json = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);

/** Throws nothing; equal quests give equal bytes. */
export const writeQuestFile = ({ definition, cards, banks, media }: QuestToWrite): Uint8Array => {
  const about = banks.map(({ id, name, points }, i) => ({ id, name, points, file: `banks/${i + 1}.json` }));
  const shown = media.map(({ name, alt }) => ({ name, alt }));
  const main = {
    format: QUEST_FORMAT,
    version: QUEST_FILE_VERSION,
    definition,
    cards,
    banks: about,
    media: shown,
  };
  return writeZip([
    { name: MAIN, bytes: json(main) },
    ...banks.map((b, i) => ({
      name: `banks/${i + 1}.json`,
      bytes: writeJson({ bank: b.id, questions: b.questions, media: b.media, lang: 'zh' }).bytes,
    })),
    ...media.map(({ name, bytes }) => ({ name: `media/${name}`, bytes })),
  ]);
};

const refuse = (reason: string): never => {
  throw new RuleError('quest.file', { reason });
};

const depthOf = (text: string): number => {
  let [depth, most] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gsu)) {
    if (token === '[' || token === '{') most = Math.max(most, ++depth);
    else if (token === ']' || token === '}') depth--;
  }
  return most;
};

const bytesOf = (zip: ZipFile, name: string): Uint8Array => zip.read(name) ?? refuse(name);

const readMain = (zip: ZipFile): QuestFile => {
  const bytes = bytesOf(zip, MAIN);
  if (bytes.length > MOST_MAIN) refuse(MAIN);
  const text = new TextDecoder().decode(bytes);
  if (depthOf(text) > MOST_DEPTH) refuse(MAIN);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(MAIN);
  }
  const main = QuestFile.safeParse(value);
  if (main.success) return main.data;
  return refuse(`${MAIN}: ${main.error.issues[0]?.path.join('.') ?? ''}`);
};

/** The questions of a quest file are brought into banks that are new: there is nothing to compare them with. */
const AT_HAND: Reader = {
  read: () => Promise.reject(new Error('a quest file is read already')),
  compare: (fresh) => Promise.resolve(fresh.map(() => ({ status: 'fresh' }))),
  close: () => Promise.resolve(),
};

const readBank = async (zip: ZipFile, { file, ...about }: QuestFileBank) => {
  const reading = readJson(decodeText({ name: file, bytes: bytesOf(zip, file) }));
  const [fault] = reading.rejected;
  if (fault) refuse(`${file} ${fault.place.item ?? ''}`);
  const { content } = await stageReading(AT_HAND, file, reading, []);
  return { ...about, content };
};

/** Reads a quest file; nothing of it is trusted. Throws `quest.file` with the reason. */
export const readQuestFile = async (bytes: Uint8Array): Promise<ReadQuest> => {
  try {
    const zip = readZip(bytes);
    const main = readMain(zip);
    const banks: Awaited<ReturnType<typeof readBank>>[] = [];
    for (const bank of main.banks) banks.push(await readBank(zip, bank));
    const media = main.media.map((m) => ({ ...m, bytes: bytesOf(zip, `media/${m.name}`) }));
    return { definition: main.definition, cards: main.cards, banks, media };
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.note.code);
    throw error;
  }
};

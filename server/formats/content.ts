import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { Card, Quest } from '../domain/quest.ts';
import { Bank } from '../domain/question.ts';
import { Talk } from '../domain/talk.ts';

export type QuestContent = { quest: Quest; cards: Card[]; banks: Bank[] };

/** Reads and checks one content file; the error names the file, the place in it and the reason. */
export const readContentFile = <S extends z.ZodType>(path: string, schema: S): z.output<S> => {
  const result = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (result.success) return result.data;
  const issues = result.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`).join('\n');
  throw new Error(`${path} is not valid:\n${issues}`);
};

type RawIsland = { stations?: { kind?: string; talk?: unknown }[] };

/** An island as its file says; a role play that is named stands in a file of its own. */
const readIsland = (dir: string, id: string): unknown => {
  const raw = parse(readFileSync(join(dir, 'islands', `${id}.yaml`), 'utf8')) as RawIsland;
  const stations = raw.stations?.map((s) =>
    typeof s.talk === 'string'
      ? { ...s, talk: readContentFile(join(dir, 'talks', `${s.talk}.yaml`), Talk) }
      : s,
  );
  return { ...raw, ...(stations ? { stations } : {}) };
};

/** Reads a quest of `content/` with its islands, cards, role plays and banks. Throws an Error that names the file and
 * the place. */
export const readQuestContent = (contentDir: string, questId: string): QuestContent => {
  const dir = join(contentDir, 'quests', questId);
  const raw = parse(readFileSync(join(dir, 'quest.yaml'), 'utf8')) as { islands: string[] };
  const quest = Quest.parse({ ...raw, islands: raw.islands.map((id) => readIsland(dir, id)) });
  const cards = quest.islands
    .flatMap((island) => island.stations)
    .flatMap((s) => (s.kind === 'card' ? [readContentFile(join(dir, 'cards', `${s.card}.yaml`), Card)] : []));
  const banks = quest.islands.map((island) =>
    readContentFile(join(contentDir, 'banks', questId, `${island.bank}.yaml`), Bank),
  );
  return { quest, cards, banks };
};

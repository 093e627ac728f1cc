import type { Reading } from '../formats/format.ts';
import type { Reader } from '../formats/reader.ts';
import { stageReading } from '../formats/stage.ts';
import { bringIn } from '../store/bring-in.ts';
import { commit, type StoreCtx } from '../store/commit.ts';
import { bankCalled, knownTexts } from '../store/import.ts';

/** What an import from the command line did; `same` = known already or twice in the file. */
export type Imported = { added: number; updated: number; same: number };

/** Brings what a file held into the bank of that name, which is made when there is none. */
export const importReading = async (
  ctx: StoreCtx,
  org: { id: string; zone: string },
  reader: Reader,
  from: { file: string; reading: Reading; bank: string },
): Promise<Imported> => {
  const bank = await commit(ctx, (tx) => bankCalled(tx, org.id, from.bank));
  const known = await knownTexts(ctx.db.read, bank);
  const { content } = await stageReading(reader, from.file, from.reading, known);
  const by = { org: org.id, person: '', zone: org.zone };
  const { added, updated } = await commit(ctx, (tx) => bringIn(tx, by, bank, content, {}, from.file));
  return { added, updated, same: content.questions.length - added - updated };
};

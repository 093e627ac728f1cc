import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashToken, newLinkCode } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { readQuestContent } from '../formats/content.ts';
import { commit } from '../store/commit.ts';
import { createInvite, hasTrainer } from '../store/person.ts';
import { fillSpellings } from '../store/pinyin.ts';
import { createOrg, findOrg, questHash, saveQuestContent } from '../store/seed.ts';
import { stockMall } from './mall.ts';

const QUEST = 'onboarding';
const DAY = 24 * 3_600_000;
const TRAINER_LINK_MS = 7 * DAY;

/** One hash over all content files of a quest: unchanged = nothing to read at this start. */
const hashContent = (contentDir: string): string => {
  const hash = createHash('sha256');
  for (const folder of [join('quests', QUEST), join('banks', QUEST)]) {
    const names = readdirSync(join(contentDir, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((n) => n.endsWith('.yaml')).sort()) {
      hash.update(name).update(readFileSync(join(contentDir, folder, name)));
    }
  }
  return hash.digest('base64url');
};

/** Creates the company on the first start, brings its quest to the state of `content/` and fills its empty mall. */
export const prepareCompany = async (
  ctx: Omit<Ctx, 'line'>,
  contentDir: string,
): Promise<{ id: string; code: string }> => {
  const known = await findOrg(ctx.db.read);
  const org = known ?? {
    code: newLinkCode(8).toUpperCase(),
    id: '',
  };
  const id =
    known?.id ??
    (await commit(ctx, (tx) =>
      createOrg(tx, { name: ctx.config.orgName, code: org.code, zone: ctx.config.orgZone }),
    ));
  const hash = hashContent(contentDir);
  if ((await questHash(ctx.db.read, QUEST)) !== hash) {
    const content = readQuestContent(contentDir, QUEST);
    await commit(ctx, (tx) => saveQuestContent(tx, id, content, hash));
  }
  await fillSpellings(ctx);
  await stockMall(ctx, id, contentDir);
  return { id, code: org.code };
};

/** A one-time link code for the first trainer, as long as the company has none. */
export const trainerCode = async (ctx: Ctx, org: string): Promise<string | undefined> => {
  if (await hasTrainer(ctx.db.read, org)) return undefined;
  const code = newLinkCode();
  await commit(ctx, (tx) =>
    createInvite(tx, {
      org,
      codeHash: hashToken(code),
      kind: 'invite',
      role: 'trainer',
      expiresAt: tx.now + TRAINER_LINK_MS,
    }),
  );
  return code;
};

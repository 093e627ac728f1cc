import type { Ctx } from '../context.ts';
import { readMallCatalog } from '../formats/mall-catalog.ts';
import { commit } from '../store/commit.ts';
import { addGood, hasGoods } from '../store/mall-studio.ts';

/** Fills the shelves of a company that has never had a good with those of content/catalog/mall.yaml; from then on they
 * are the trainers'. */
export const stockMall = async (
  ctx: Pick<Ctx, 'db' | 'now'>,
  org: string,
  contentDir: string,
): Promise<void> => {
  if (await hasGoods(ctx.db.read, org)) return;
  const catalog = readMallCatalog(contentDir);
  await commit(ctx, async (tx) => {
    if (await hasGoods(tx.db, org)) return;
    for (const { slug, state, stock = null, good } of catalog)
      await addGood(tx, { org, person: null }, { good, stock }, { slug, state });
  });
};

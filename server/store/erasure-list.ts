import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commit } from './commit.ts';
import { askErasure, beginErasure, markOf } from './erasure.ts';
import { type EraseCtx, runErasure } from './erasure-run.ts';
import { traitsIn } from './trait.ts';

/** One line a person: the hash of the id they had, and the ghost they became. */
export type Erased = { request: string; org: string; mark: string; ghost: string; at: number };
/** Stands beside the store, so that a restored backup does not bring the list of before back with it. */
export const listFile = (dataDir: string): string => join(dataDir, 'erasures.ndjson');

export const noteErased = async (dataDir: string, line: Erased): Promise<void> =>
  appendFile(listFile(dataDir), `${JSON.stringify(line)}\n`, { flush: true });

/** The list; empty when there is none. A line that a crash has cut is left out: its erasure goes on by itself. */
export const readErased = async (dataDir: string): Promise<Erased[]> => {
  const text = await readFile(listFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Erased];
    } catch {
      return [];
    }
  });
};

/** Writes those that have begun into the list, each once. */
export const noteAll = async (ctx: EraseCtx): Promise<void> => {
  const { dataDir } = ctx.config;
  const known = new Set((await readErased(dataDir)).map((e) => e.request));
  const rows = await ctx.db.read
    .selectFrom('erasure')
    .select(['id', 'org', 'mark', 'ghost', 'decidedAt'])
    .where('mark', 'is not', null)
    .execute();
  for (const { id, org, mark, ghost, decidedAt } of rows)
    if (!known.has(id) && mark !== null && ghost !== null)
      await noteErased(dataDir, { request: id, org, mark, ghost, at: Number(decidedAt) });
};

/** Erases again whom a restored backup has brought back; gives the requests. They become the same ghosts; their traits go, too. */
export const replayErasures = async (ctx: EraseCtx): Promise<string[]> => {
  const list = new Map((await readErased(ctx.config.dataDir)).map((e) => [`${e.org} ${e.mark}`, e]));
  if (list.size === 0) return [];
  const people = await ctx.db.read
    .selectFrom('person')
    .innerJoin('org', 'org.id', 'person.org')
    .innerJoin('identity', 'identity.person', 'person.id')
    .select(['person.id', 'person.org', 'org.zone'])
    .execute();
  const again: string[] = [];
  for (const { id, org, zone } of people) {
    const known = list.get(`${org} ${markOf(org, id)}`);
    if (!known) continue;
    traitsIn(ctx.config.dataDir).forget(id);
    const by = { org, zone, person: known.ghost };
    const request = await commit(ctx, async (tx) => {
      await tx.db.deleteFrom('erasure').where('person', '=', id).where('state', '=', 'asked').execute();
      const made = await askErasure(tx, by, id);
      await beginErasure(tx, by, made, known.ghost);
      return made;
    });
    await runErasure(ctx, request);
    again.push(request);
  }
  return again;
};

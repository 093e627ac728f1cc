import type { Law } from '../domain/api-system.ts';
import { audit } from './audit.ts';
import { type Database, type Place, placeOf } from './db.ts';
import type { DialectName } from './dialect.ts';
import { runThread } from './thread.ts';

export type LawsAsk = { place: Place; dialect: DialectName };

/** Every law of the store on one snapshot, in a thread of its own: on millions of events it takes minutes. */
export const lawsApart = async (
  db: Database,
  config: { dataDir: string; databaseUrl?: string | undefined },
): Promise<Law[]> => {
  const place = placeOf(db, config);
  if (!place) return audit(db);
  let laws: Law[] = [];
  const ask: LawsAsk = { place, dialect: db.dialect };
  await runThread<Law[]>(new URL('./laws-worker.ts', import.meta.url), ask, (found) => {
    laws = found;
  });
  return laws;
};

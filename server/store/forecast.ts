import type { ForecastView } from '../domain/api-forecast.ts';
import type { ForecastModel, forecastOf } from '../domain/forecast.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

type Told = { person: string } & ReturnType<typeof forecastOf>;

/** Companies whose forecast was fitted before `before` ms or never. */
export const forecastsDue = (db: Db, before: number): Promise<{ org: string; zone: string }[]> =>
  db
    .selectFrom('org')
    .leftJoin('forecast as f', 'f.org', 'org.id')
    .select(['org.id as org', 'org.zone'])
    .where((eb) => eb.or([eb('f.fittedAt', 'is', null), eb('f.fittedAt', '<', before)]))
    .orderBy('org.id')
    .execute();

/** Replaces the forecast of a company and what it says of its people. */
export const saveForecast = async (
  tx: Tx,
  org: string,
  model: ForecastModel,
  people: readonly Told[],
): Promise<void> => {
  const row = { model: JSON.stringify(model), fittedAt: tx.now };
  await tx.db
    .insertInto('forecast')
    .values({ org, ...row })
    .onConflict((oc) => oc.column('org').doUpdateSet(row))
    .execute();
  await tx.db.deleteFrom('forecast_person').where('org', '=', org).execute();
  for (let at = 0; at < people.length; at += 500)
    await tx.db
      .insertInto('forecast_person')
      .values(
        people.slice(at, at + 500).map(({ person, p, because }) => ({
          person,
          org,
          p,
          because: JSON.stringify(because),
          at: tx.now,
        })),
      )
      .execute();
};

const MOST_SHOWN = 30;
const MOST_REASONS = 3;

/** The forecast as trainers see it: how good it is, and those whom it would offer help first, when it is published. */
export const forecastView = async (db: Db, org: string): Promise<ForecastView> => {
  const row = await db.selectFrom('forecast').selectAll().where('org', '=', org).executeTakeFirst();
  if (!row) return { fitted: false };
  const { withheld, quality } = JSON.parse(row.model) as ForecastModel;
  const people = await db
    .selectFrom('forecast_person as f')
    .innerJoin('identity as i', 'i.person', 'f.person')
    .select(['f.person', 'i.name', 'f.p', 'f.because'])
    .where('f.org', '=', org)
    .orderBy('f.p', 'desc')
    .orderBy('f.person')
    .limit(MOST_SHOWN)
    .execute();
  return {
    fitted: true,
    fittedAt: Number(row.fittedAt),
    withheld,
    quality,
    people: people.map(({ because, ...one }) => ({
      ...one,
      because: (JSON.parse(because) as Told['because']).slice(0, MOST_REASONS),
    })),
  };
};

import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { start } from './001-start.ts';
import { bank } from './002-bank.ts';
import { programme } from './003-programme.ts';
import { battles } from './004-battles.ts';
import { friends } from './005-friends.ts';
import { chat } from './006-chat.ts';
import { kind } from './007-kind.ts';
import { mall } from './008-mall.ts';
import { honours } from './009-honours.ts';
import { awards } from './010-awards.ts';
import { policy } from './011-policy.ts';
import { itemDays } from './012-item-days.ts';
import { effect } from './013-effect.ts';
import { bills } from './014-bills.ts';
import { reach } from './015-reach.ts';
import { openData } from './016-open.ts';
import { rights } from './017-rights.ts';
import { forecasts } from './018-forecasts.ts';

/** In order; a migration that has been released is never edited, the next one gets the next number. */
const migrationsOf = (dialect: DialectName): Record<string, Migration> => ({
  '001-start': start(dialect),
  '002-bank': bank(dialect),
  '003-programme': programme(dialect),
  '004-battles': battles(dialect),
  '005-friends': friends(dialect),
  '006-chat': chat(dialect),
  '007-kind': kind(dialect),
  '008-mall': mall(dialect),
  '009-honours': honours(dialect),
  '010-awards': awards(dialect),
  '011-policy': policy(dialect),
  '012-item-days': itemDays(dialect),
  '013-effect': effect(dialect),
  '014-bills': bills(dialect),
  '015-reach': reach(dialect),
  '016-open': openData(dialect),
  '017-rights': rights(dialect),
  '018-forecasts': forecasts(dialect),
});

/** Brings the tables up to date; gives the names of the migrations that ran. Cheap when nothing is to do. */
export const migrate = async (db: Kysely<Tables>, dialect: DialectName): Promise<string[]> => {
  const provider = { getMigrations: async () => migrationsOf(dialect) };
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((r) => r.migrationName);
};

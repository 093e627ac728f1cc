import type { FilterChoices } from '../domain/api-figure.ts';
import type { Quest } from '../domain/quest.ts';
import type { LocalText } from '../domain/text.ts';
import { playDay } from '../domain/time.ts';
import type { Editor } from './audit-trail.ts';
import { openBanks } from './bank-access.ts';
import type { Db } from './db.ts';

/** What somebody can narrow figures to: departments, posts, cohorts and quests of the company, the banks that are open to
 * them, and the days of the log. */
export const filterChoices = async (db: Db, by: Editor, now: number): Promise<FilterChoices> => {
  const { org, zone } = by;
  const today = playDay(now, zone);
  const [departments, posts, cohorts, quests, banks, first] = await Promise.all([
    db
      .selectFrom('department')
      .select(['id', 'name', 'parent'])
      .where('org', '=', org)
      .orderBy('name')
      .execute(),
    db
      .selectFrom('identity')
      .select('post')
      .distinct()
      .where('org', '=', org)
      .where('post', 'is not', null)
      .orderBy('post')
      .execute(),
    db.selectFrom('cohort').select(['id', 'name']).where('org', '=', org).orderBy('name').execute(),
    db.selectFrom('quest').select(['id', 'definition']).where('org', '=', org).orderBy('id').execute(),
    openBanks(db, by),
    db
      .selectFrom('rollup_verb_day')
      .innerJoin('symbol', 'symbol.id', 'rollup_verb_day.org')
      .select((eb) => eb.fn.min('rollup_verb_day.day').as('day'))
      .where('symbol.text', '=', org)
      .executeTakeFirst(),
  ]);
  return {
    today,
    zone,
    firstDay: Number(first?.day ?? today),
    departments,
    posts: posts.flatMap(({ post }) => post ?? []),
    cohorts,
    quests: quests.map(({ id, definition }) => ({ id, name: (JSON.parse(definition) as Quest).name })),
    banks: banks
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ id, name }) => ({ id, name: JSON.parse(name) as LocalText })),
  };
};

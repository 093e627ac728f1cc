import { sql } from 'kysely';
import type { QuestDraftView, QuestSummary } from '../domain/api-quests.ts';
import { RuleError } from '../domain/errors.ts';
import type { Card, Quest } from '../domain/quest.ts';
import { faultsOf } from '../domain/quest-check.ts';
import { countsOf } from '../domain/quest-copy.ts';
import type { LocalText } from '../domain/text.ts';
import type { Editor } from './audit-trail.ts';
import type { Db } from './db.ts';
import { draftHash, findDraft } from './quest-draft.ts';
import { factsOf } from './quest-facts.ts';

const cohortsOf = async (db: Db, quests: readonly string[]) => {
  const rows = await db
    .selectFrom('enrolment')
    .select(['quest', 'version', sql<number>`count(*)`.as('learners')])
    .where('quest', 'in', [...quests])
    .groupBy(['quest', 'version'])
    .orderBy('version')
    .execute();
  return Map.groupBy(
    rows.map((r) => ({ ...r, learners: Number(r.learners) })),
    (r) => r.quest,
  );
};

const audienceOf = async (db: Db, quests: readonly string[]) => {
  const rows = await db
    .selectFrom('quest_audience as a')
    .leftJoin('department', 'department.id', 'a.holder')
    .leftJoin('identity', 'identity.person', 'a.holder')
    .select(['a.quest', 'a.kind', 'a.holder', 'department.name as department', 'identity.name as person'])
    .where('a.quest', 'in', [...quests])
    .orderBy('a.kind')
    .orderBy('a.holder')
    .execute();
  const named = rows.map(({ quest, kind, holder, department, person }) => ({
    quest,
    kind: kind as QuestSummary['audience'][number]['kind'],
    holder,
    name: department ?? person ?? '',
  }));
  return Map.groupBy(named, (r) => r.quest);
};

const questRows = (db: Db, org: string) =>
  db
    .selectFrom('quest')
    .leftJoin('quest_draft as d', 'd.quest', 'quest.id')
    .leftJoin('quest_version as v', (j) =>
      j.onRef('v.quest', '=', 'quest.id').onRef('v.version', '=', 'quest.version'),
    )
    .select([
      'quest.id',
      'quest.state',
      'quest.version',
      'quest.createdAt',
      'quest.definition',
      'd.definition as draft',
      'd.cards',
      'd.updatedAt',
      'v.hash',
      'v.publishedAt',
    ])
    .where('quest.org', '=', org)
    .orderBy('quest.createdAt')
    .orderBy('quest.id');

type QuestRow = Awaited<ReturnType<ReturnType<typeof questRows>['execute']>>[number];
const named = (definition: unknown): LocalText => (definition as { name?: LocalText }).name ?? {};

const summaries = async (db: Db, rows: readonly QuestRow[]): Promise<QuestSummary[]> => {
  const ids = rows.map((r) => r.id);
  if (ids.length === 0) return [];
  const [cohorts, audience] = [await cohortsOf(db, ids), await audienceOf(db, ids)];
  return rows.map((row) => {
    const definition: unknown = JSON.parse(row.draft ?? row.definition);
    return {
      id: row.id,
      name: named(definition),
      state: row.state as QuestSummary['state'],
      version: row.version,
      ...countsOf(definition),
      cohorts: (cohorts.get(row.id) ?? []).map(({ version, learners }) => ({ version, learners })),
      audience: (audience.get(row.id) ?? []).map(({ quest: _, ...a }) => a),
      changed: row.draft !== null && draftHash(row.draft, row.cards ?? '[]') !== row.hash,
      updatedAt: Number(row.updatedAt ?? row.publishedAt ?? row.createdAt),
    };
  });
};

/** Every quest of a company, oldest first. */
export const listQuests = async (db: Db, org: string): Promise<QuestSummary[]> =>
  summaries(db, await questRows(db, org).execute());

/** Throws `quest.unknown`. */
export const summaryOf = async (db: Db, org: string, quest: string): Promise<QuestSummary> => {
  const [summary] = await summaries(db, await questRows(db, org).where('quest.id', '=', quest).execute());
  if (!summary) throw new RuleError('quest.unknown');
  return summary;
};

const versionsOf = async (db: Db, quest: string): Promise<QuestDraftView['versions']> => {
  const rows = await db
    .selectFrom('quest_version as v')
    .leftJoin('identity', 'identity.person', 'v.publishedBy')
    .select(['v.version', 'v.publishedAt', 'identity.name'])
    .where('v.quest', '=', quest)
    .where('v.version', '>', 0)
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map((r) => ({
    version: r.version,
    at: Number(r.publishedAt),
    ...(r.name === null ? {} : { by: r.name }),
  }));
};

/** The draft as the builder shows it, with all its faults; a draft may be incomplete. Throws `quest.unknown`. */
export const draftViewOf = async (db: Db, by: Editor, quest: string): Promise<QuestDraftView> => {
  const summary = await summaryOf(db, by.org, quest);
  const draft = await findDraft(db, by.org, quest);
  return {
    ...summary,
    rev: draft.rev,
    definition: draft.definition as Quest,
    cards: draft.cards as Card[],
    faults: faultsOf(draft.definition, draft.cards, await factsOf(db, by, quest, draft)),
    versions: await versionsOf(db, quest),
  };
};

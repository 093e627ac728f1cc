import type { BillDoc, BillFacts, Period, StoryFacts } from '../domain/bill.ts';
import { type Catalogue, writeBill } from '../domain/bill-write.ts';
import { lateRemarks } from './bill.ts';
import { ranksOf } from './bill-due.ts';
import type { Db } from './db.ts';

export type Told = {
  org: string;
  period: Period;
  facts: Readonly<Record<string, BillFacts>>;
  stories?: ReadonlyMap<string, StoryFacts>;
};

/** The bills of these people from what the log says: adds where they stand in the company and what was said lately. */
export const docsOf = async (
  db: Db,
  { org, period, facts, stories }: Told,
  catalogue: Catalogue,
): Promise<Map<string, BillDoc>> => {
  const people = Object.keys(facts);
  if (people.length === 0) return new Map();
  const ranks = await ranksOf(db, org, people);
  const lately = await lateRemarks(db, people);
  return new Map(
    Object.entries(facts).map(([person, own]) => {
      const said = { facts: own, rank: ranks.get(person) ?? null, lately: lately.get(person) ?? [] };
      return [person, writeBill(period, { ...said, story: stories?.get(person) }, catalogue)];
    }),
  );
};

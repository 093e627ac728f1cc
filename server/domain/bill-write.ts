import type { HonourCatalogue } from './api-honour.ts';
import { BADGE_RULES } from './badge.ts';
import {
  BILL_RULES,
  type BillDoc,
  type BillFacts,
  type BillHonour,
  type BillRank,
  comparedOf,
  type EarnedFact,
  type Period,
  type Story,
  type StoryFacts,
} from './bill.ts';
import { chooseRemark, type RemarkFigures, type Remarks } from './bill-remark.ts';
import type { LocalText } from './text-shape.ts';
import { TITLE_RULES } from './title.ts';

export type Catalogue = HonourCatalogue & { remarks: Remarks };

const titleOf = (c: HonourCatalogue, ref: string) => c.titles.find((t) => t.id === ref);
const badgeOf = (c: HonourCatalogue, ref: string) => c.badges.find((b) => b.id === ref);

type Rule = (facts: BillFacts, catalogue: HonourCatalogue) => BillHonour | undefined;
const own = (id: BillHonour['id'], icon: string, n: number, of = 0): BillHonour => ({
  ...{ id, icon, n, of },
  name: null,
  why: null,
  rule: BILL_RULES,
});
const latest = (facts: BillFacts, kind: EarnedFact['kind']): EarnedFact | undefined =>
  facts.earned.filter((e) => e.kind === kind).sort((a, b) => b.tier - a.tier || b.at - a.at)[0];

const medal: Rule = (facts) => latest(facts, 'medal') && own('medal', 'sports-medal', 1);
const title: Rule = (facts, catalogue) => {
  const [best] = facts.earned
    .filter((e) => e.kind === 'title')
    .flatMap((e) => titleOf(catalogue, e.ref) ?? [])
    .sort((a, b) => b.at - a.at);
  return best && { ...own('title', 'crown', best.at), name: best.name, why: best.hint, rule: TITLE_RULES };
};
const badge: Rule = (facts, catalogue) => {
  const one = latest(facts, 'badge');
  const info = one && badgeOf(catalogue, one.ref);
  if (!one || !info) return undefined;
  return { ...own('badge', info.icon, one.tier), name: info.name, why: info.hint, rule: BADGE_RULES };
};
const PODIUM = 3;
const league: Rule = (facts) => {
  const one = latest(facts, 'league');
  return one && one.rank >= 1 && one.rank <= PODIUM ? own('league', 'trophy', one.rank, one.n) : undefined;
};
/** Honours of the bill itself, by what was done in the period. */
const STEADY_DAYS = 5;
const SURE_ANSWERS = 30;
const SURE = 0.9;
const HONOURS: readonly Rule[] = [
  medal,
  title,
  badge,
  league,
  ({ sums }) => (sums.repaired >= 5 ? own('mender', 'ghost', sums.repaired) : undefined),
  ({ sums }) => (sums.islands >= 1 ? own('explorer', 'desert-island', sums.islands) : undefined),
  ({ sums }) => (sums.helped >= 3 ? own('friend', 'handshake', sums.helped) : undefined),
  ({ sums }) => (sums.days >= STEADY_DAYS ? own('steady', 'fire', sums.days) : undefined),
  ({ sums: { answers, correct } }) =>
    answers >= SURE_ANSWERS && correct / answers >= SURE
      ? own('marksman', 'bullseye', correct, answers)
      : undefined,
  ({ reading }) => (reading >= 3 ? own('bookworm', 'open-book', reading) : undefined),
  ({ sums }) => (sums.days >= 1 ? own('sailor', 'sailboat', sums.days) : undefined),
];

/** The one honour of a period: what was earned before what the bill itself can say; null = nothing was done. */
export const honourOf = (facts: BillFacts, catalogue: HonourCatalogue): BillHonour | null => {
  for (const rule of HONOURS) {
    const honour = rule(facts, catalogue);
    if (honour) return honour;
  }
  return null;
};

const countOf = (facts: BillFacts, kind: EarnedFact['kind']): number =>
  facts.earned.filter((e) => e.kind === kind).length;

/** The figures that remarks ask for. */
export const figuresOf = (facts: BillFacts): RemarkFigures => {
  const { sums, before, coins, reading } = facts;
  const { activeMs: _, hour, ...counts } = sums;
  return {
    ...counts,
    minutes: Math.round(sums.activeMs / 60_000),
    ...(sums.answers === 0 ? {} : { accuracy: Math.floor((100 * sums.correct) / sums.answers) }),
    ...(hour === null ? {} : { hour }),
    titles: countOf(facts, 'title'),
    badges: countOf(facts, 'badge'),
    medals: countOf(facts, 'medal'),
    coinsIn: coins.in,
    coinsOut: coins.out,
    balance: coins.balance,
    reading,
    ...(before === null || before.days === 0 ? {} : { grown: sums.answers - before.answers }),
  };
};

const namesOf = (facts: BillFacts, kind: 'title' | 'badge', catalogue: HonourCatalogue): LocalText[] => {
  const refs = new Set(facts.earned.filter((e) => e.kind === kind).map((e) => e.ref));
  const find = kind === 'title' ? titleOf : badgeOf;
  return [...refs].sort().flatMap((ref) => find(catalogue, ref)?.name ?? []);
};

const rarestOf = (rarest: StoryFacts['rarest'], catalogue: HonourCatalogue): Story['rarest'] => {
  if (!rarest) return null;
  const { kind, ref, tier, holders, of } = rarest;
  const badge = kind === 'badge' ? badgeOf(catalogue, ref) : undefined;
  const name = badge?.name ?? titleOf(catalogue, ref)?.name;
  return name ? { name, icon: badge?.icon ?? 'crown', tier, holders, of } : null;
};

/** `lately` = ids of the remarks on the last three bills; `story` = of a year. */
export type Writing = {
  facts: BillFacts;
  rank: BillRank | null;
  lately: readonly string[];
  story?: StoryFacts | undefined;
};

/** A bill from what the log and the books say: nothing but the rules, so that the same facts give the same bill. */
export const writeBill = (
  { kind, ref, from, to }: Period,
  { facts, rank, lately, story }: Writing,
  catalogue: Catalogue,
): BillDoc => ({
  ...{ v: 1, rules: BILL_RULES, kind, ref, from, to },
  sums: facts.sums,
  coins: facts.coins,
  earned: {
    titles: namesOf(facts, 'title', catalogue),
    badges: namesOf(facts, 'badge', catalogue),
    medals: countOf(facts, 'medal'),
  },
  reading: facts.reading,
  strongest: facts.strongest,
  next: facts.next,
  honour: honourOf(facts, catalogue),
  compared: kind === 'week' ? comparedOf(facts.sums, facts.before) : null,
  rank,
  remark: chooseRemark(catalogue.remarks.remarks, figuresOf(facts), lately),
  ...(story
    ? {
        story: {
          ...story,
          rarest: rarestOf(story.rarest, catalogue),
          wish: chooseRemark(catalogue.remarks.wishes, figuresOf(facts), []),
        },
      }
    : {}),
});

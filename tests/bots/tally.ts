import type { Dimension } from '../../server/domain/events/index.ts';
import { catalogue, DIMENSIONS, dimensionOf, verbOf } from '../../server/domain/events/index.ts';
import { audit, type Check } from '../../server/store/audit.ts';
import type { Database } from '../../server/store/db.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { brokenLaws, eventIds, missingOf } from './accounts.ts';
import { accountFaults, socialCoins } from './book.ts';
import type { Campaign } from './campaign.ts';
import { socialFigures } from './social-tally.ts';

const ANSWERED = catalogue['question.answered'].code;

/** Events of these people in the log, by dimension and by verb; no governance verbs. */
export const eventsOf = async (db: Database, people: ReadonlySet<string>) => {
  const rows = await db.read
    .selectFrom('rollup_person_verb as r')
    .innerJoin('symbol as s', 's.id', 'r.person')
    .select(['s.text as person', 'r.verb', 'r.n'])
    .execute();
  const dimensions = Object.fromEntries(DIMENSIONS.map((d) => [d, 0])) as Record<Dimension, number>;
  const verbs = new Map<string, number>();
  for (const { person, verb: code, n } of rows) {
    const verb = verbOf(code);
    const dimension = verb && dimensionOf(verb);
    if (!people.has(person) || !verb || !dimension) continue;
    dimensions[dimension] += n;
    verbs.set(verb, (verbs.get(verb) ?? 0) + n);
  }
  const total = DIMENSIONS.reduce((n, d) => n + dimensions[d], 0);
  return { total, dimensions, verbs: [...verbs].sort((a, b) => b[1] - a[1]) };
};

/** Everything that was promised to somebody and is not in the store exactly once, and every law that does not hold. */
export const faultsOf = async (
  db: Database,
  { lives, book, accounts }: Pick<Campaign, 'lives' | 'book' | 'accounts'>,
  checks?: readonly Check[],
): Promise<string[]> => {
  const faults = brokenLaws(checks ?? (await audit(db)));
  const known = await eventIds(db);
  const people = await db.read.selectFrom('identity').select('person').execute();
  for (const { person } of people)
    if (!accounts.some((a) => a.person === person)) faults.push(`nobody has read the statement of ${person}`);
  for (const account of accounts) {
    const held = await balanceOf(db.read, account.person);
    for (const fault of accountFaults(book, account, held)) faults.push(`${account.person}: ${fault}`);
  }
  for (const life of lives) {
    const me = life.me();
    if (!me) continue;
    const account = accounts.find((a) => a.person === me.person.id);
    const social = account ? socialCoins(book, account) : 0;
    const owner = { journal: life.journal, me: () => me, social };
    for (const fault of await missingOf(db, owner, ANSWERED, known)) faults.push(`${life.name}: ${fault}`);
  }
  return faults;
};

const perLearner = (n: number, people: number): string =>
  (n / Math.max(1, people)).toFixed(n < people * 10 ? 1 : 0);

/** analytics.md 1.3: what a week of onboarding should leave, per learner. */
const BUDGET: Record<Dimension, number> = { learning: 932, result: 906, game: 476, social: 135, honor: 65 };

const named = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([what, k]) => `${what} ${k}`)
    .join('; ') || 'nothing';

export type Told = { line: string; value: string };
const statementsSaid = (accounts: Campaign['accounts']): string => {
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  const [into, out] = [sum(accounts.map((a) => a.total.in)), sum(accounts.map((a) => a.total.out))];
  const lines = sum(accounts.map((a) => a.lines.length));
  return `${accounts.length} people, ${lines} lines, ${into} in, ${out} out, ${sum(accounts.map((a) => a.balance))} left`;
};

/** The figures of a campaign for people to read. */
export const tell = async (
  db: Database,
  { lives, count, deeds, accounts, wallMs, windows }: Campaign,
): Promise<Told[]> => {
  const started = lives.filter((l) => l.journal.answers.size > 0);
  const ids = new Set(started.flatMap((l) => l.me()?.person.id ?? []));
  const events = await eventsOf(db, ids);
  const answers = events.verbs.find(([verb]) => verb === 'question.answered')?.[1] ?? 0;
  const seconds = wallMs / 1000;
  const n = started.length;
  const certificates = await db.read.selectFrom('certificate').select('person').execute();
  const courses = (course: string): number => lives.filter((l) => l.rhythm.course === course).length;
  const sittings = started.reduce((sum, l) => sum + l.rhythm.sittings.length, 0);
  const done = started.map((l) => l.journal.stations.size).sort((a, b) => a - b);
  return [
    {
      line: 'learners',
      value: `${lives.length}; ${n} have played, ${courses('absent')} never started, ${courses('drops-out')} dropped out, ${courses('pauses')} stayed away for a day`,
    },
    { line: 'sittings', value: `${sittings}, ${perLearner(sittings, n)} a learner` },
    { line: 'wall time', value: `${seconds.toFixed(1)} s, ${windows} windows of simulated time` },
    { line: 'answers', value: `${answers} in the log, ${(answers / seconds).toFixed(0)} a second` },
    { line: 'calls', value: `${count.calls}, ${(count.calls / seconds).toFixed(0)} a second` },
    {
      line: 'errors',
      value: `${count.faults} server faults, ${count.lost} lost and repeated, ${count.limited} told to wait`,
    },
    { line: 'refused', value: named(count.refused) },
    { line: 'refused as due', value: named(count.honest) },
    {
      line: 'stations done',
      value: `least ${done[0] ?? 0}, median ${done[done.length >> 1] ?? 0}, most ${done.at(-1) ?? 0} of 54`,
    },
    { line: 'certificates', value: String(certificates.filter((c) => ids.has(c.person)).length) },
    {
      line: 'trainer',
      value: Object.entries(deeds)
        .map(([what, k]) => `${what} ${k}`)
        .join(', '),
    },
    ...(await socialFigures(db)),
    { line: 'statements', value: statementsSaid(accounts) },
    { line: 'events', value: `${events.total}, ${perLearner(events.total, n)} a learner` },
    ...DIMENSIONS.map((d) => ({
      line: `  ${d}`,
      value: `${perLearner(events.dimensions[d], n)} a learner (design ${BUDGET[d]})`,
    })),
    { line: 'by verb', value: events.verbs.map(([verb, k]) => `${verb} ${perLearner(k, n)}`).join(', ') },
  ];
};

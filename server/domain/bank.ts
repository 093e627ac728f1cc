import type { BankAccess } from './api-bank.ts';
import { RuleError } from './errors.ts';
import { ROLES, type Role } from './person.ts';
import type { QuestionState } from './question.ts';

/** Department -> the one above it. */
export type DepartmentTree = ReadonlyMap<string, string | null>;
export type Member = { person: string; role: Role; department: string | null };
export type OwnedBank = { department: string | null; createdBy: string | null };
export type Share = { kind: string; holder: string; access: string };

const MOST_LEVELS = 100;
/** True when `department` is `above` or lies anywhere below it. */
export const isWithin = (tree: DepartmentTree, department: string | null, above: string): boolean => {
  let at: string | null | undefined = department;
  for (let level = 0; at && level < MOST_LEVELS; level++) {
    if (at === above) return true;
    at = tree.get(at);
  }
  return false;
};

const RANK: Record<BankAccess, number> = { view: 1, edit: 2, own: 3 };
export const allows = (access: BankAccess | undefined, needed: BankAccess): boolean =>
  access !== undefined && RANK[access] >= RANK[needed];
const higher = (a: BankAccess | undefined, b: BankAccess | undefined): BankAccess | undefined =>
  allows(a, b ?? 'view') ? a : b;

/** What a place in the company alone gives: it counts downwards for editing, upwards for viewing. */
const accessByPlace = (who: Member, bank: OwnedBank, tree: DepartmentTree): BankAccess | undefined => {
  const lead = who.role === 'manager' ? 'own' : 'edit';
  if (who.department === null) {
    if (bank.department !== null) return who.role === 'manager' ? 'own' : undefined;
    return bank.createdBy === null ? 'own' : lead;
  }
  if (bank.department === null || isWithin(tree, who.department, bank.department))
    return bank.department === who.department ? lead : 'view';
  return isWithin(tree, bank.department, who.department) ? lead : undefined;
};

const accessByShare = (who: Member, shares: readonly Share[], tree: DepartmentTree): BankAccess | undefined =>
  shares
    .filter((s) => (s.kind === 'person' ? s.holder === who.person : isWithin(tree, who.department, s.holder)))
    .map((s): BankAccess => (s.access === 'edit' ? 'edit' : 'view'))
    .reduce<BankAccess | undefined>(higher, undefined);

/**
 * What somebody may do with a bank; undefined = not even see it. Admins own every bank, its maker owns it. Trainers edit
 * (managers own) the banks of their department and of those below it and view those above it, the company's included.
 * Somebody without a department works for the whole company: trainers edit its banks, and own those that nobody made;
 * managers own all banks. A share adds to this: to a person, or to a department with everything below it.
 */
export const accessOf = (
  who: Member,
  bank: OwnedBank,
  shares: readonly Share[],
  tree: DepartmentTree,
): BankAccess | undefined => {
  if (who.role === 'learner') return undefined;
  if (who.role === 'admin' || bank.createdBy === who.person) return 'own';
  return higher(accessByPlace(who, bank, tree), accessByShare(who, shares, tree));
};

const NEXT: Record<QuestionState, readonly QuestionState[]> = {
  draft: ['review', 'ready', 'retired'],
  review: ['draft', 'ready', 'retired'],
  ready: ['review', 'retired'],
  retired: ['draft', 'review', 'ready'],
};

/** Who asks for a state: `sole` = nobody else edits this bank. */
export type Reviewer = { person: string; role: Role; sole: boolean };

/**
 * draft -> review -> ready -> retired. What learners get has been seen by a second person: only from `review`, and by
 * somebody else than its author, a question becomes `ready`; managers, admins and a bank's only editor may publish
 * anything at once. A ready question that is edited stays ready; to take it out of play it goes to `review` or
 * `retired`. Throws `question.no_version`, `question.state`, `question.own_review`.
 */
export const checkState = (
  q: { state: QuestionState; version: number; author: string | null },
  to: QuestionState,
  by: Reviewer,
): void => {
  if (q.state === to) return;
  if (q.version === 0 && (to === 'review' || to === 'ready')) throw new RuleError('question.no_version');
  if (!NEXT[q.state].includes(to)) throw new RuleError('question.state', { from: q.state, to });
  if (to !== 'ready' || by.sole || ROLES.indexOf(by.role) >= ROLES.indexOf('manager')) return;
  if (q.state !== 'review') throw new RuleError('question.state', { from: q.state, to });
  if (q.author === by.person) throw new RuleError('question.own_review');
};

/** A node of a tree by id -> its parent. True when `parent` is `node` or below it: moving there would make a loop. */
export const wouldLoop = (
  parents: ReadonlyMap<string, string | null>,
  node: string,
  parent: string | null,
): boolean => isWithin(parents, parent, node);

/** The node and everything below it. */
export const branchOf = (parents: ReadonlyMap<string, string | null>, node: string): string[] =>
  [...parents.keys()].filter((id) => isWithin(parents, id, node));

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const asks = (station: Record<string, unknown>, point: string): boolean => {
  if (station.kind !== 'practice' && station.kind !== 'exam' && station.kind !== 'boss') return false;
  const rows = listOf(station.blueprint).map((row) => fieldsOf(row).point);
  const points = listOf(station.points);
  const inRows = rows.length === 0 || rows.includes(undefined) || rows.includes(point);
  return inRows && (points.length === 0 || points.includes(point));
};

/** How many stations of a quest (or a draft of any shape) may draw a question of `bank` with this knowledge point. */
export const stationsAsking = (definition: unknown, bank: string, point: string): number =>
  listOf(fieldsOf(definition).islands)
    .map(fieldsOf)
    .flatMap((island) => listOf(island.stations).map((s) => ({ bank: island.bank, ...fieldsOf(s) })))
    .filter((station) => station.bank === bank && asks(station, point)).length;

import type { Note } from './notes/index.ts';
import type { Question } from './question.ts';
import { fingerprintOf, foldForSearch } from './question-search.ts';
import { findAlike, findAlikePairs } from './similar.ts';
import { LANGS } from './text.ts';

/** A question that the bank has already. `ref` = the id under which its home system knows it. */
export type KnownQuestionText = { id: string; ref?: string; question: Question };
export type FreshQuestion = { ref?: string; question: Question };

/**
 * How an incoming question stands to the bank: `same` = it is there, unchanged; `changed` = it is there (same ref, or
 * same type and stem) with other content; `similar` = it looks like one; `fresh` = none of these. `id` names the
 * question of the bank, `item` an earlier question of the same import.
 */
export type Standing =
  | { status: 'fresh' }
  | { status: 'same' | 'changed' | 'similar'; id: string; similarity: number }
  | { status: 'same' | 'similar'; item: number; similarity: number };

/** A question of a dry run. `names` = its media, by the names that its texts use (hash names). */
export type StagedQuestion = {
  file: string;
  place: Note['place'];
  question: Question;
  name?: string;
  ref?: string;
  category?: string[];
  tags?: string[];
  point?: string;
  standing: Standing;
  notes: Note[];
};
/** What a dry run keeps until it is brought in: questions, what was refused, media as base64 by hash name. */
export type StagedContent = { questions: StagedQuestion[]; rejected: Note[]; media: Record<string, string> };
/** From here on an incoming question is shown beside the one it resembles. */
const RESEMBLES = 0.8;

const stemKey = ({ type, stem }: Question): string =>
  JSON.stringify([type, ...LANGS.map((lang) => foldForSearch(stem[lang] ?? ''))]);

const exactStandings = (
  fresh: readonly FreshQuestion[],
  known: readonly KnownQuestionText[],
): (Standing | undefined)[] => {
  const byRef = new Map(known.flatMap((k) => (k.ref === undefined ? [] : [[k.ref, k] as const])));
  const byPrint = new Map(known.map((k) => [fingerprintOf(k.question), k]));
  const byStem = new Map(known.map((k) => [stemKey(k.question), k]));
  const earlier = new Map<string, number>();
  return fresh.map(({ ref, question }, item) => {
    const print = fingerprintOf(question);
    const same = byPrint.get(print);
    if (same) return { status: 'same', id: same.id, similarity: 1 };
    const twin = earlier.get(print);
    if (twin !== undefined) return { status: 'same', item: twin, similarity: 1 };
    earlier.set(print, item);
    const changed = (ref === undefined ? undefined : byRef.get(ref)) ?? byStem.get(stemKey(question));
    return changed && { status: 'changed', id: changed.id, similarity: 1 };
  });
};

/** How each incoming question stands to the bank and to those before it. */
export const standingsOf = (
  fresh: readonly FreshQuestion[],
  known: readonly KnownQuestionText[],
): Standing[] => {
  const standings = exactStandings(fresh, known);
  const open = standings.flatMap((s, item) => (s === undefined ? [item] : []));
  const questions = open.flatMap((item) => fresh[item]?.question ?? []);
  const take = (item: number | undefined, next: Standing & { similarity: number }): void => {
    if (item === undefined) return;
    const before = standings[item];
    if (before === undefined || ('similarity' in before && before.similarity < next.similarity))
      standings[item] = next;
  };
  for (const { a, b, similarity } of findAlikePairs(questions, RESEMBLES)) {
    const item = open[a];
    if (item !== undefined) take(open[b], { status: 'similar', item, similarity });
  }
  const olds = known.map((k) => k.question);
  for (const { a, b, similarity } of findAlike(questions, olds, RESEMBLES)) {
    const id = known[b]?.id;
    if (id !== undefined) take(open[a], { status: 'similar', id, similarity });
  }
  return standings.map((s) => s ?? { status: 'fresh' });
};

export type Decision = 'add' | 'skip' | 'update';
/** What becomes of a staged question when nobody decides: new ones come in, known ones are not doubled. */
export const USUAL_DECISION = { fresh: 'add', similar: 'add', same: 'skip', changed: 'update' } as const;

/** The decision on a staged question: what was asked for, else the usual. */
export const decisionOf = ({ standing }: StagedQuestion, asked?: Decision): Decision => {
  const decision = asked ?? USUAL_DECISION[standing.status];
  return decision === 'update' && !('id' in standing) ? 'add' : decision;
};

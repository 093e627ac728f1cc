import type { Question } from '../domain/question.ts';
import { mediaIn } from '../domain/question-texts.ts';
import type { LocalText } from '../domain/text.ts';
import type { Db } from './db.ts';
import { placedIn } from './question-text.ts';

/** A question with everything that travels with it; `media` are hash names. */
export type Exported = {
  question: Question;
  name: string;
  ref: string;
  category?: string[];
  tags: string[];
  point?: string;
};
const PIECE = 1000;

const categoryPaths = async (db: Db, bank: string): Promise<Map<string, string[]>> => {
  const rows = await db.selectFrom('category').selectAll().where('bank', '=', bank).execute();
  const byId = new Map(rows.map((r) => [r.id, r]));
  const pathOf = (id: string): string[] => {
    const path: string[] = [];
    for (let at = byId.get(id); at && path.length < rows.length; at = byId.get(at.parent ?? ''))
      path.unshift(at.name);
    return path;
  };
  return new Map(rows.map((r) => [r.id, pathOf(r.id)]));
};

const tagsOf = async (db: Db, bank: string): Promise<Map<string, string[]>> => {
  const rows = await db
    .selectFrom('question_tag')
    .innerJoin('question', 'question.id', 'question_tag.question')
    .select(['question_tag.question', 'question_tag.tag'])
    .where('question.bank', '=', bank)
    .orderBy('question_tag.tag')
    .execute();
  const out = new Map<string, string[]>();
  for (const { question, tag } of rows) out.set(question, [...(out.get(question) ?? []), tag]);
  return out;
};

const pointNames = async (db: Db, bank: string): Promise<Map<string, string>> => {
  const rows = await db.selectFrom('point').select(['id', 'name']).where('bank', '=', bank).execute();
  return new Map(
    rows.map((r) => {
      const name = JSON.parse(r.name) as LocalText;
      return [r.id, name.zh ?? name.en ?? r.id];
    }),
  );
};

/** The questions of a bank that have a version, in the order they came; `only` narrows them. */
export const exportedOf = async (db: Db, bank: string, only?: readonly string[]): Promise<Exported[]> => {
  const wanted = only === undefined ? undefined : new Set(only);
  const rows = await db
    .selectFrom('question')
    .innerJoin('question_version', (join) =>
      join
        .onRef('question_version.question', '=', 'question.id')
        .onRef('question_version.version', '=', 'question.version'),
    )
    .select([
      'question.id',
      'question.name',
      'question.ref',
      'question.category',
      'question.point',
      'question.difficulty',
      'question_version.content',
    ])
    .where('question.bank', '=', bank)
    .orderBy('question.createdAt')
    .orderBy('question.id')
    .execute();
  const [paths, tags, points] = [
    await categoryPaths(db, bank),
    await tagsOf(db, bank),
    await pointNames(db, bank),
  ];
  return rows
    .filter((r) => wanted === undefined || wanted.has(r.id))
    .map((r) => {
      const category = paths.get(r.category ?? '');
      const point = points.get(r.point);
      return {
        question: placedIn(r, JSON.parse(r.content) as Question),
        name: r.name,
        ref: r.ref ?? r.id,
        tags: tags.get(r.id) ?? [],
        ...(category === undefined ? {} : { category }),
        ...(point === undefined ? {} : { point }),
      };
    });
};

/** The bytes of the media that questions show, by hash name. */
export const mediaFor = async (
  db: Db,
  org: string,
  questions: readonly Exported[],
): Promise<Map<string, Uint8Array>> => {
  const names = [...new Set(questions.flatMap((q) => mediaIn(q.question)))];
  const out = new Map<string, Uint8Array>();
  for (let at = 0; at < names.length; at += PIECE) {
    const rows = await db
      .selectFrom('media')
      .select(['name', 'bytes'])
      .where('org', '=', org)
      .where('name', 'in', names.slice(at, at + PIECE))
      .execute();
    for (const { name, bytes } of rows) out.set(name, bytes);
  }
  return out;
};

/** A company's bank by name in either language, or by id. */
export const findBankCalled = async (
  db: Db,
  org: string,
  name: string,
): Promise<{ id: string; name: LocalText } | undefined> => {
  const banks = await db.selectFrom('bank').select(['id', 'name']).where('org', '=', org).execute();
  const named = banks.map((b) => ({ id: b.id, name: JSON.parse(b.name) as LocalText }));
  return named.find((b) => b.id === name || b.name.zh === name || b.name.en === name);
};

import type { Notice } from '../../server/domain/notice.ts';

type Kind = Notice['kind'];
type Heard<K extends Kind> = (notice: Extract<Notice, { kind: K }>) => void;

const ears = new Map<Kind, Set<(notice: never) => void>>();

/** Calls `heard` whenever I am told such a thing while here. Gives the stop function. What was missed while away stands
 * in the store: load it on opening a screen. */
export const onNotice = <K extends Kind>(kind: K, heard: Heard<K>): (() => void) => {
  const set = ears.get(kind) ?? new Set();
  ears.set(kind, set);
  set.add(heard);
  return () => void set.delete(heard);
};

export const hearNotice = (notice: Notice): void => {
  for (const heard of [...(ears.get(notice.kind) ?? [])]) heard(notice as never);
};

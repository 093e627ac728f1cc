/** What was typed on this device and has not reached the server. */
export type KeptText = { content: unknown; name?: string; base: number; at: number };
export type Keeper = {
  read: () => KeptText | undefined;
  write: (kept: KeptText) => void;
  drop: () => void;
};

const isKept = (said: unknown): said is KeptText =>
  typeof said === 'object' &&
  said !== null &&
  'content' in said &&
  'base' in said &&
  typeof said.base === 'number' &&
  'at' in said &&
  typeof said.at === 'number';

/** One question's text of one person, in this browser; a browser that stores nothing keeps nothing. */
export const keeperOf = (person: string, question: string): Keeper => {
  const name = `studio.text.${person}.${question}`;
  const tried = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    read: () => {
      const said: unknown = tried(() => JSON.parse(localStorage.getItem(name) ?? 'null'));
      return isKept(said) ? said : undefined;
    },
    write: (kept) => void tried(() => localStorage.setItem(name, JSON.stringify(kept))),
    drop: () => void tried(() => localStorage.removeItem(name)),
  };
};

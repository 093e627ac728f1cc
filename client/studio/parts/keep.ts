/** What a person likes to see again on this machine: columns, hidden pairs. Never anything that must not get lost. */
const nameOf = (person: string, what: string): string => `studio.${what}.${person}`;

/** The kept list of texts, else `fallback`; a machine without storage keeps nothing. */
export const keptList = (person: string, what: string, fallback: readonly string[] = []): string[] => {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(nameOf(person, what)) ?? 'null');
    return Array.isArray(said) ? said.filter((x) => typeof x === 'string') : [...fallback];
  } catch {
    return [...fallback];
  }
};

export const keepList = (person: string, what: string, list: readonly string[]): void => {
  try {
    localStorage.setItem(nameOf(person, what), JSON.stringify(list));
  } catch {
    return;
  }
};

/** Characters of a question's title and text, and of an answer. */
export const MOST_TITLE = 80;
export const MOST_ASK_TEXT = 2000;
/** Questions that one person may have open at a time. */
export const MOST_OPEN_ASKS = 5;

export const ASK_STATES = ['open', 'accepted', 'granted', 'withdrawn', 'expired'] as const;
/** granted = its time was over and the most liked answer got the bounty; withdrawn, expired = the bounty went back. */
export type AskState = (typeof ASK_STATES)[number];

export type Candidate = { id: string; author: string; likes: number; at: number };
/** Whose answer gets the bounty when nobody chose: the most liked, of equals the earliest. */
export const mostLiked = (answers: readonly Candidate[]): Candidate | undefined =>
  [...answers].sort((a, b) => b.likes - a.likes || a.at - b.at || (a.id < b.id ? -1 : 1))[0];

/** Characters of a tip. */
export const MOST_BOTTLE_TEXT = 280;
/** What one bottle pays its author for likes in all, and all bottles on a play day. */
export const MOST_A_BOTTLE = 10;
export const MOST_BOTTLES_A_DAY = 10;

type Like = { earned: number; paidToday: number; returned: boolean; guest: boolean };
/** Whether one more like pays: not by a guest, nor between two who like each other's bottles. */
export const likePays = ({ earned, paidToday, returned, guest }: Like): boolean =>
  !guest && !returned && earned < MOST_A_BOTTLE && paidToday < MOST_BOTTLES_A_DAY;

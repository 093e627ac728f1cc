import type { AskView, Statement } from '../../server/domain/api-kind.ts';
import type { Line } from './line.ts';

/** The reasons for which coins move between people, and into the mall and out of it. */
const SOCIAL = ['gift', 'bounty', 'bounty-paid', 'bounty-back', 'reading', 'mall', 'charity', 'mall-refund'];
/** What likes of a bottle pay falls with its age and with the day: only the server knows. It is believed, and bounded. */
const BELIEVED = 'bottle';

type Sums = Map<string, number>;
const add = (sums: Sums, key: string, n: number): void => void sums.set(key, (sums.get(key) ?? 0) + n);

/** One statement, all pages of it. */
export type Account = {
  person: string;
  balance: number;
  lines: Statement['lines'];
  total: Statement['total'];
};
/** What became of somebody's question, read by who asked it. */
export type Fate = { ask: AskView; helper?: string };

/** What people did with coins among themselves as the doors answered it, beside the ledger; shared by all of a campaign. */
export const newBook = () => {
  const moved = new Map<string, Sums>();
  const likes: Sums = new Map();
  /** Pick-up codes that buyers have brought to the trainer's desk. */
  const desk: string[] = [];
  const move = (person: string, reason: string, amount: number): void => {
    const own = moved.get(person) ?? new Map<string, number>();
    moved.set(person, own);
    add(own, reason, amount);
  };
  return {
    desk,
    move,
    gave: (from: string, to: string, amount: number): void => {
      move(from, 'gift', -amount);
      move(to, 'gift', amount);
    },
    likedBottle: (author: string): void => add(likes, author, 1),
    /** What a question came to in the end. */
    ended: (author: string, { ask, helper }: Fate): void => {
      if (ask.bounty === 0 || ask.state === 'open') return;
      if (helper === undefined) move(author, 'bounty-back', ask.bounty);
      else move(helper, 'bounty-paid', ask.bounty);
    },
    of: (person: string, reason: string): number => moved.get(person)?.get(reason) ?? 0,
    likesOf: (person: string): number => likes.get(person) ?? 0,
  };
};
export type Book = ReturnType<typeof newBook>;

const MOST = 200;
/** Reads the whole statement of who is signed in, page by page. */
export const readAccount = async (line: Line, person: string): Promise<Account> => {
  const lines: Statement['lines'] = [];
  for (let before: string | undefined; ; ) {
    const query = { most: String(MOST), ...(before === undefined ? {} : { before }) };
    const page = await line.call('GET /api/coins', { query });
    lines.push(...page.lines);
    if (page.next === undefined) return { person, balance: page.balance, lines, total: page.total };
    before = String(page.next);
  }
};

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** Where a statement does not explain its own balance, or says something else than the doors did. `held` = the account. */
export const accountFaults = (
  book: Book,
  { person, balance, lines, total }: Account,
  held: number,
): string[] => {
  const faults: string[] = [];
  const amounts = lines.map((l) => l.amount);
  const [into, out] = [sum(amounts.filter((n) => n > 0)), -sum(amounts.filter((n) => n < 0))];
  if (into !== total.in || out !== total.out)
    faults.push(`the lines say ${into} in and ${out} out, the statement ${total.in} and ${total.out}`);
  if (into - out !== balance) faults.push(`${into} in, ${out} out, but a balance of ${balance}`);
  if (balance !== held) faults.push(`the statement ends with ${balance}, the account holds ${held}`);
  let running = balance;
  for (const l of lines) {
    if (l.balance !== running) faults.push(`line ${l.id} stands at ${l.balance} instead of ${running}`);
    running -= l.amount;
  }
  const said = (reason: string): number => sum(lines.flatMap((l) => (l.reason === reason ? [l.amount] : [])));
  for (const reason of SOCIAL)
    if (said(reason) !== book.of(person, reason))
      faults.push(`${reason}: the statement says ${said(reason)}, the doors said ${book.of(person, reason)}`);
  if (said(BELIEVED) > book.likesOf(person))
    faults.push(`${said(BELIEVED)} coins for ${book.likesOf(person)} likes of bottles`);
  return faults;
};

/** What somebody's social life added to the purse, less what it took. */
export const socialCoins = (book: Book, { person, lines }: Account): number =>
  sum(SOCIAL.map((reason) => book.of(person, reason))) +
  sum(lines.flatMap((l) => (l.reason === BELIEVED ? [l.amount] : [])));

import { RuleError } from './errors.ts';

/** Coins are whole numbers; one movement is at most a thousand million. */
export const MOST_COINS = 1_000_000_000;
export type Entry<Account> = { account: Account; amount: number };
export type Movement<Account> = [out: Entry<Account>, into: Entry<Account>];

/** The two entries of a movement; they sum to zero. Throws `bad_request` unless amount is a whole number >= 1. */
export const movement = <Account>(from: Account, to: Account, amount: number): Movement<Account> => {
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > MOST_COINS) throw new RuleError('bad_request');
  return [
    { account: from, amount: -amount },
    { account: to, amount },
  ];
};

/** True when the entries of one transfer move coins and make or lose none. */
export const isBalanced = (amounts: readonly number[]): boolean =>
  amounts.length >= 2 && amounts.every((a) => a !== 0) && amounts.reduce((sum, a) => sum + a, 0) === 0;

/** The balance after an entry. A person's purse never goes below zero: throws `coins.insufficient`. */
export const balanceAfter = (balance: number, amount: number, ofPerson: boolean): number => {
  const after = balance + amount;
  if (ofPerson && after < 0) throw new RuleError('coins.insufficient', { balance, price: -amount });
  return after;
};

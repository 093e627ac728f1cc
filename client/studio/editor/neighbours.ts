import type { QuestionFilter, QuestionPage } from '../../../server/domain/api-bank.ts';

/** The order in which a bank's questions are gone through by "save and go on": kept, for saving changes the newest. */
const orders = new Map<string, string[]>();

type Search = (filter: QuestionFilter) => Promise<QuestionPage>;
const MOST = 200;

/** The question behind this one; undefined = it is the last one. */
export const nextQuestion = async (
  bank: string,
  question: string,
  search: Search,
): Promise<string | undefined> => {
  let order = orders.get(bank);
  if (!order?.includes(question)) {
    const page = await search({ bank, sort: 'updated', descending: true, limit: MOST });
    order = page.rows.map((r) => r.id);
    if (!order.includes(question)) order.unshift(question);
    orders.set(bank, order);
  }
  return order[order.indexOf(question) + 1];
};

/** A new question stands before the one that it was made beside. */
export const insertBefore = (bank: string, question: string, fresh: string): void => {
  const order = orders.get(bank) ?? [question];
  const at = Math.max(0, order.indexOf(question));
  orders.set(bank, [...order.slice(0, at), fresh, ...order.slice(at)]);
};

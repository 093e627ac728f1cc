import type { Page } from 'playwright-core';
import type { Api } from '../../server/domain/api.ts';
import type { Question } from '../../server/domain/question.ts';

const PASSWORD = 'mango-tree-42';

/** Fills the form of a new account and comes aboard. */
export const fillAccount = async (page: Page, login: string, name?: string): Promise<void> => {
  const form = page.locator('form').last();
  await form.waitFor();
  if (name !== undefined) await form.locator('input').first().fill(name);
  await form.locator('input[autocomplete=username]').fill(login);
  await form.locator('input[type=password]').fill(PASSWORD);
  await form.locator('button[type=submit]').click();
};

type Post = Extract<keyof Api, `POST ${string}`>;

/** Sends a command as the page's own person. */
export const send = async <K extends Post>(
  page: Page,
  key: K,
  body: Api[K] extends { body: infer B } ? B : never,
): Promise<Api[K]['reply']> =>
  page.evaluate(
    async ([path, json]) => {
      const res = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID() },
        body: json,
      });
      const said: unknown = await res.json();
      if (!res.ok) throw new Error(JSON.stringify(said));
      return said as never;
    },
    [key.slice('POST '.length), JSON.stringify(body)] as const,
  );

/** Every ready question of a bank with its key, for the solver. */
export const questionsOf = async (page: Page, bank: string): Promise<Question[]> => {
  const { rows } = await send(page, 'POST /api/questions/search', { bank, limit: 200 });
  const details = await send(page, 'POST /api/questions/read', { questions: rows.map((r) => r.id) });
  return details.flatMap((d) => (d.content === undefined ? [] : [d.content]));
};

/** The button of an open antd dialog that says yes. */
export const confirmDialog = (page: Page): Promise<void> =>
  page.locator('.ant-modal-footer .ant-btn-primary, .ant-modal-confirm-btns .ant-btn-primary').last().click();

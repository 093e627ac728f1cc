import type { MessageView } from '../../server/domain/api-programme.ts';
import { quest } from '../stores/quest.ts';
import { call } from './call.ts';

/** The badge on the map shows what the inbox says. */
const count = (messages: MessageView[]): MessageView[] => {
  const unread = messages.filter((m) => !m.read).length;
  quest.setState((s) => (s.view === undefined ? s : { view: { ...s.view, unread } }));
  return messages;
};

export const loadMessages = async (): Promise<MessageView[]> => count(await call('GET /api/messages'));
export const markRead = async (ids: string[]): Promise<MessageView[]> =>
  count(await call('POST /api/messages/read', { body: { ids } }));

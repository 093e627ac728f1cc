import type { ChannelKind } from './api-chat.ts';
import { CHANNEL_KINDS } from './api-chat.ts';
import { RuleError } from './errors.ts';

export const CHAT_MOST = 500;
/** One's own message can be deleted for this long. */
export const DELETE_MS = 5 * 60_000;
export const PAGE_LINES = 50;
/** Unread messages are counted up to here. */
export const MOST_UNREAD = 100;
/** What is over is still talked about for this long. */
export const AFTER_MS = 30 * 60_000;

/** A channel is named by what it belongs to; a direct one by a number of its own. */
export type ChannelRef = { kind: ChannelKind; ref: string };
export const channelId = ({ kind, ref }: ChannelRef): string => `${kind}.${ref}`;
/** Throws `chat.unknown`. */
export const readChannel = (id: string): ChannelRef => {
  const [kind, ...rest] = id.split('.');
  const known = CHANNEL_KINDS.find((k) => k === kind);
  const ref = rest.join('.');
  if (!known || ref === '') throw new RuleError('chat.unknown');
  return { kind: known, ref };
};

/** Invisible signs that turn the direction of a text or hide in it. */
const SLY = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** A text as it is stored: no sly signs, at most one empty line in a row. */
export const tidyText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(SLY, (c) => (c === '\n' ? c : ''))
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
/** Of a tidied text: 1 to 500 signs, something of it visible. */
export const isText = (text: string): boolean =>
  [...text].length <= CHAT_MOST && /[^\s\p{C}\p{Z}\p{DI}]/u.test(text);

export const mentionsIn = (text: string): number =>
  text.match(/(?<![\p{L}\p{N}])@[\p{L}\p{N}]/gu)?.length ?? 0;

/** Between these hours of the company's clock nothing rings; equal hours = never quiet. */
export const isQuiet = ({ from, to }: { from: number; to: number }, hour: number): boolean =>
  from <= to ? hour >= from && hour < to : hour >= from || hour < to;

export const TURNS = ['start', 'step', 'skip', 'again', 'end'] as const;
export type Turn = (typeof TURNS)[number];
/** `hosted` = the host closes and reveals; `board` = the places are shown between the questions; `items` = how many. */
export type Course = { hosted: boolean; board: boolean; items: number };
type Phase = 'lobby' | 'question' | 'closed' | 'reveal' | 'board' | 'done';

/** Whether a question is open after these turns of a battle: the phases of `battle-phase.ts` without their questions. */
export const isAsking = ({ hosted, board, items }: Course, turns: readonly Turn[]): boolean => {
  let phase: Phase = 'lobby';
  let asked = 0;
  let revealed = false;
  const stepped = (): Phase => {
    if (phase === 'question' && hosted) return 'closed';
    if (phase === 'question' || phase === 'closed') {
      revealed = true;
      return 'reveal';
    }
    if (phase === 'reveal' && board && revealed && asked < items) return 'board';
    asked += 1;
    return asked <= items ? 'question' : 'done';
  };
  for (const turn of turns) {
    if (turn === 'end') phase = 'done';
    else if (turn === 'again') phase = 'question';
    else if (turn === 'skip') [phase, revealed] = ['reveal', false];
    else phase = stepped();
  }
  return phase === 'question';
};

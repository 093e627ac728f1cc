import { useEffect } from 'react';
import type { AnswerReply } from '../../../server/domain/api.ts';
import { plainOf } from '../../../server/domain/rich-text.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { record } from '../../net/outbox.ts';
import { lookedAtMs, type PlayState, playStore } from '../../stores/play.ts';
import { announce } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { keyLines, toneOf } from './answer-text.ts';
import { masteryText } from './Mastery.tsx';
import { preloadPictures } from './preload.ts';
import { coinsWith } from './use-question.ts';

const runOf = (reply: AnswerReply): number => ('run' in reply.attempt ? reply.attempt.run : 0);

/** What the live region says of a verdict: the result, what it brought, and when wrong the right answer and why. */
export const verdictText = (state: PlayState): string => {
  const t = textOf('play');
  const verdict = state.reply?.verdict;
  if (verdict === undefined || state.item === undefined || state.reply === undefined) return '';
  const key = keyLines(state.item.question, verdict.key).join(t('key.or'));
  const run = runOf(state.reply);
  const coins = coinsWith(state.reply);
  const { mastery } = state.reply;
  const parts = [
    t(`verdict.${toneOf(state.item.question, verdict)}`),
    coins > 0 ? t('coins.plus', { n: coins }) : '',
    verdict.ok && run > 1 ? t('run.said', { n: run }) : '',
    mastery === undefined ? '' : masteryText(mastery),
    verdict.ok || key === '' ? '' : t('key.said', { text: key }),
    verdict.feedback === undefined ? '' : plainOf(pick(verdict.feedback)),
    verdict.explanation === undefined ? '' : plainOf(pick(verdict.explanation)),
  ];
  return parts.filter((part) => part !== '').join(t('join'));
};

const sing = (reply: AnswerReply): void => {
  if (reply.verdict === undefined) return;
  const run = runOf(reply);
  if (reply.verdict.pending === true) playCue('select');
  else if (!reply.verdict.ok) playCue('wrong');
  else if (run >= 3) playCue('combo', run - 3);
  else playCue('correct');
};

const noteChange = (now: PlayState, before: PlayState): void => {
  const n = now.item?.item;
  if (n === undefined || now.attempt === undefined || now.changes[n] === before.changes[n]) return;
  const flat = (answer: unknown) =>
    Array.isArray(answer) ? answer.join(',') : (answer as string | number | boolean);
  const from = before.drafts[n];
  void record('answer.changed', {
    obj: now.item?.question.id ?? '',
    ctx: now.attempt.id,
    data: {
      ...(from === undefined ? {} : { from: flat(from) }),
      to: flat(now.drafts[n]),
      afterMs: lookedAtMs(performance.now()),
    },
  });
};

/** Sound, spoken result and the record of changed answers, for as long as the attempt is on the screen. */
export const useResponses = (): void =>
  useEffect(
    () =>
      playStore.subscribe((now, before) => {
        if (now.reply !== undefined && now.reply !== before.reply) {
          sing(now.reply);
          announce(verdictText(now));
          for (const next of now.reply.attempt.items) preloadPictures(next.question);
        }
        if (now.changes !== before.changes) noteChange(now, before);
        if (now.waiting && !before.waiting) announce(textOf('play')('waiting'));
      }),
    [],
  );

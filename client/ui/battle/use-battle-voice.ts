import { useEffect } from 'react';
import { plainOf } from '../../../server/domain/rich-text.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { type BattlePlay, battlePlay } from '../../stores/battle.ts';
import { announce } from '../parts/index.ts';
import { keyLines } from '../play/answer-text.ts';
import { playCue } from '../sound.ts';
import { crewName } from './words.ts';

const HOT_RUN = 3;

/** What the crew did, in one sentence: only one's own. */
const rowedText = ({ view, rowed }: BattlePlay): string => {
  const mine = rowed.find((r) => r.team === view?.me?.team);
  const team = view?.teams.find((row) => row.id === mine?.team);
  if (view?.info.mode !== 'race' || mine === undefined || team === undefined) return '';
  const name = crewName(team, 'race');
  return textOf('battle')(mine.sync ? 'told.surge' : 'told.forward', { name, n: Math.round(mine.metres) });
};

/** One's own result first, then when wrong what is right, then points, run and place, the boat and why. */
const revealText = (s: BattlePlay): string => {
  const { view } = s;
  const { question, reveal, receipt } = view ?? {};
  if (question === undefined || reveal === undefined) return '';
  const t = textOf('battle');
  const play = textOf('play');
  const { mine, verdict } = reveal;
  if (reveal.skipped) return t('told.skipped');
  const right = keyLines(question.question, verdict.key).join(play('key.or'));
  const parts = [
    mine === undefined
      ? ''
      : mine.answered || receipt !== undefined
        ? play(mine.ok ? 'verdict.right' : 'verdict.wrong')
        : t('told.none'),
    mine?.ok === true || right === '' ? '' : play('key.said', { text: right }),
    mine !== undefined && mine.points > 0 ? t('told.points', { n: mine.points }) : '',
    mine !== undefined && mine.streak >= HOT_RUN ? t('told.run', { n: mine.streak }) : '',
    mine !== undefined && mine.rank > 0 && view?.info.mode !== 'race' ? t('told.rank', { n: mine.rank }) : '',
    rowedText(s),
    verdict.explanation === undefined ? '' : plainOf(pick(verdict.explanation)),
  ];
  return parts.filter((part) => part !== '').join(play('join'));
};

const sing = ({ view }: BattlePlay): void => {
  const mine = view?.reveal?.mine;
  if (mine === undefined || view?.reveal?.skipped === true) return;
  if (!mine.ok) playCue('wrong');
  else if (mine.streak >= HOT_RUN) playCue('combo', mine.streak - HOT_RUN);
  else playCue('correct');
};

const hear = (now: BattlePlay, before: BattlePlay): void => {
  const t = textOf('battle');
  const [view, was] = [now.view, before.view];
  if (view?.reveal !== undefined && view.reveal.round !== was?.reveal?.round) {
    sing(now);
    announce(revealText(now));
  }
  if (view?.phase === 'closed' && was?.phase === 'question') announce(t('closed'));
  if (view?.receipt !== undefined && was?.receipt === undefined && view.phase === 'question')
    announce(t('sent.wait'));
  if (was !== undefined && view?.paused !== was.paused) announce(t(view?.paused ? 'paused' : 'resumed'));
  if (now.live && !before.live && was !== undefined) announce(t('back.said'));
};

/** Sound and spoken news of the battle, once a round, for as long as it is on the screen. */
export const useBattleVoice = (): void => useEffect(() => battlePlay.subscribe(hear), []);

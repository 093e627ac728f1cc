import { useEffect } from 'react';
import { plainOf } from '../../../server/domain/rich-text.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { type CrewPlay, type CrewTold, crewPlay } from '../../stores/crew.ts';
import { session } from '../../stores/session.ts';
import { announce } from '../parts/index.ts';
import { keyLines, toneOf } from '../play/answer-text.ts';
import { playCue } from '../sound.ts';

/** So often at most the live region tells what colleagues did: it must not talk over the question. */
const NEWS_MS = 8_000;

/** What is said of one's own answer: right or not, what it did, and when wrong the right answer and why. */
const toldText = ({ question, verdict, damage }: CrewTold): string => {
  const play = textOf('play');
  const crew = textOf('crew');
  const key = verdict.ok ? '' : keyLines(question, verdict.key).join(play('key.or'));
  const parts = [
    play(`verdict.${toneOf(question, verdict)}`),
    damage > 1 ? crew('crit', { n: damage }) : damage > 0 ? crew('hit', { n: damage }) : crew('miss'),
    key === '' ? '' : play('key.said', { text: key }),
    verdict.explanation === undefined ? '' : plainOf(pick(verdict.explanation)),
  ];
  return parts.filter((part) => part !== '').join(play('join'));
};

const sing = ({ verdict, damage }: CrewTold): void =>
  playCue(!verdict.ok ? 'wrong' : damage > 1 ? 'combo' : 'correct');

/** A colleague's blow: heard softly, told together with those that follow it. */
const isNews = (now: CrewPlay, before: CrewPlay): boolean =>
  now.blow !== undefined && now.blow.n !== before.blow?.n && now.blow.by !== session.getState().me?.person.id;

/** Sound and spoken news of the fight, for as long as it is on the screen. */
export const useCrewResponses = (): void =>
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const { view, told } = crewPlay.getState();
      if (view?.status !== 'fighting' || told !== undefined) return;
      announce(textOf('crew')('news', { hp: view.hp, max: view.maxHp }));
    };
    const stop = crewPlay.subscribe((now, before) => {
      if (now.told !== undefined && now.told !== before.told) {
        sing(now.told);
        announce(toldText(now.told));
      }
      if (!isNews(now, before)) return;
      if ((now.blow?.damage ?? 0) > 0) playCue('tap');
      timer ??= setTimeout(tell, NEWS_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);

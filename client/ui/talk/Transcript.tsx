import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { LocalText } from '../../../server/domain/text.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { session } from '../../stores/session.ts';
import type { Saying, Talk } from '../../stores/talk.ts';
import { Avatar, Icon } from '../parts/index.ts';
import { Clock } from '../play/Notes.tsx';
import type { Typing } from './use-typing.ts';

type Props = { talk: Talk; typing: Typing; saying: Saying | undefined; waiting: boolean };

/** What was said so far, as bubbles; new ones are read out politely and come into view. */
export const Transcript = ({ talk, typing, saying, waiting }: Props) => {
  const t = useT('talk');
  const log = useRef<HTMLDivElement>(null);
  const { lines, letters } = typing;
  const grown = `${lines} ${letters ?? ''} ${saying?.commandId ?? ''}`;
  useEffect(() => {
    if (grown !== '' && log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [grown]);
  /** What scrolls must be reachable by keyboard. */
  useEffect(() => log.current?.setAttribute('tabindex', '0'), []);
  const said = talk.lines.slice(0, lines).map((line, i) => ({ line, key: `${i} ${line.speaker}` }));
  return (
    <div className="talk-log" ref={log} role="log" aria-label={t('log')}>
      <p className="talk-situation">
        <Icon name="compass" size={24} />
        <span lang={pickedLang(talk.situation)}>
          <b>{t('situation')}</b>
          {pick(talk.situation)}
        </span>
      </p>
      {said.map(({ line, key }, i) => (
        <Bubble
          key={key}
          speaker={line.speaker}
          text={line.text}
          name={pick(talk.other.name)}
          icon={talk.other.icon}
          letters={i === lines - 1 ? letters : undefined}
        />
      ))}
      {saying !== undefined && (
        <Bubble speaker="me" text={saying.text} name="" icon="" waiting={waiting} sending />
      )}
    </div>
  );
};

type BubbleProps = {
  speaker: 'other' | 'narrator' | 'me';
  text: LocalText;
  name: string;
  icon: string;
  letters?: number | undefined;
  sending?: boolean;
  waiting?: boolean;
};

const Bubble = ({ speaker, text, name, icon, letters, sending = false, waiting = false }: BubbleProps) => {
  const t = useT('talk');
  const me = useStore(session, (s) => s.me?.person.avatar);
  const who = speaker === 'me' ? t('me') : speaker === 'other' ? name : t('narrator');
  return (
    <div className={`line line-${speaker}${sending ? ' line-sending' : ''}`}>
      {speaker === 'other' && <Icon name={icon} size={40} />}
      {speaker === 'me' && me !== undefined && <Avatar seed={me} size={40} />}
      <p lang={pickedLang(text)}>
        <span className="sr-only">{t('says', { who })}</span>
        <Spoken text={pick(text)} letters={letters} />
        {waiting && (
          <span className="line-wait">
            <Clock />
            {t('waiting')}
          </span>
        )}
      </p>
    </div>
  );
};

/** While it is typed in, a screen reader already has the whole line, and its box already has its size. */
const Spoken = ({ text, letters }: { text: string; letters: number | undefined }) => {
  if (letters === undefined) return text;
  const all = [...text];
  return (
    <>
      <span className="sr-only">{text}</span>
      <span aria-hidden="true">
        {all.slice(0, letters).join('')}
        <span className="line-coming">{all.slice(letters).join('')}</span>
      </span>
    </>
  );
};

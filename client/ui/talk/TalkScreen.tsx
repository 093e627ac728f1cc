import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadQuest } from '../../net/quest.ts';
import { up } from '../../stores/screen.ts';
import { resetTalk, type Talk, talkStore } from '../../stores/talk.ts';
import { useFaultText } from '../fault-text.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { isTyping, useKeys } from '../play/use-keys.ts';
import { Feedback } from './Feedback.tsx';
import { moodOf } from './Mood.tsx';
import { Options } from './Options.tsx';
import { choose, followTalk, leaveTalk, openTalk } from './run.ts';
import { Stage } from './Stage.tsx';
import { Transcript } from './Transcript.tsx';
import { useTyping } from './use-typing.ts';
import '../play/play.css';
import '../play/result.css';
import './talk.css';
import './stage.css';
import './lines.css';
import './feedback.css';

/** A role play: talk with a customer or colleague, choose what to say, hear at the end what worked. */
export const TalkScreen = ({ station }: { station: string }) => {
  const t = useT('talk');
  const talk = useStore(talkStore, (s) => s.talk);
  const [fault, setFault] = useState<string>();
  /** Lines that stood there when the talk was opened are not typed in again. */
  const [read, setRead] = useState(0);
  const [over, setOver] = useState(false);

  const open = useCallback(async () => {
    setFault(undefined);
    try {
      await openTalk(station);
      const now = talkStore.getState().talk;
      const begun = now?.lines.some((l) => l.speaker === 'me') ?? false;
      setRead(begun ? (now?.lines.length ?? 0) : 0);
      setOver(now?.status === 'ended');
    } catch (error) {
      setFault(faultOf(error));
    }
  }, [station]);
  useEffect(() => {
    resetTalk();
    const stop = followTalk();
    void open();
    return () => {
      stop();
      if (talkStore.getState().talk?.status === 'ended') leaveTalk(station);
      resetTalk();
      void loadQuest();
    };
  }, [open, station]);
  const again = (): void => {
    leaveTalk(station);
    resetTalk();
    void open();
  };

  if (fault !== undefined) return <Fault code={fault} onRetry={() => void open()} onLeave={up} />;
  if (talk === undefined) return <Loading label={t('loading')} onLeave={up} />;
  if (over && talk.result !== undefined)
    return <Feedback talk={talk} result={talk.result} onLeave={up} onAgain={again} />;
  return <Scene key={talk.id} talk={talk} read={read} onOver={() => setOver(true)} />;
};

/** What can be done below the transcript: wait, skip the typing, choose, or go on to the feedback. */
const Scene = ({ talk, read, onOver }: { talk: Talk; read: number; onOver: () => void }) => {
  const t = useT('talk');
  const errors = useFaultText();
  const saying = useStore(talkStore, (s) => s.saying);
  const waiting = useStore(talkStore, (s) => s.waiting);
  const trouble = useStore(talkStore, (s) => s.trouble);
  const typing = useTyping(
    talk.lines.map((l) => pick(l.text)),
    read,
    (i) => talk.lines[i]?.speaker === 'me',
  );
  const ready = typing.done && saying === undefined;
  const since = useRef(0);
  useEffect(() => {
    if (ready) since.current = performance.now();
  }, [ready]);
  const heard = talk.lines.slice(0, typing.lines);
  const mood = moodOf(heard.findLast((l) => l.speaker === 'other' && l.mood !== undefined)?.mood);
  const speaking = typing.letters !== undefined && heard.at(-1)?.speaker === 'other';
  useKeys(!typing.done, (event) => {
    if (isTyping(event.target) || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    typing.skip();
  });
  return (
    <PlayFrame
      look="talk"
      label={t('with', { name: pick(talk.other.name) })}
      onLeave={up}
      bar={
        <span className="talk-title">
          <Icon name="speech-balloon" size={26} />
          <b>{t('with', { name: pick(talk.other.name) })}</b>
        </span>
      }
    >
      <div className="talk">
        <Stage other={talk.other} mood={mood} speaking={speaking} />
        <div className="talk-panel">
          <Transcript talk={talk} typing={typing} saying={saying} waiting={waiting} />
          <div className="talk-foot">
            {trouble !== undefined && <p role="alert">{errors(trouble)}</p>}
            {!typing.done && (
              <Button look="soft" onClick={typing.skip}>
                {t('skip')}
                <Key>{t('skip.key')}</Key>
              </Button>
            )}
            {ready && talk.choice !== undefined && (
              <Options
                choice={talk.choice}
                onChoose={(option) => choose(option, performance.now() - since.current)}
              />
            )}
            {ready && talk.status === 'ended' && <ToFeedback onGo={onOver} />}
          </div>
        </div>
      </div>
    </PlayFrame>
  );
};

const ToFeedback = ({ onGo }: { onGo: () => void }) => {
  const t = useT('talk');
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => button.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={button}>
      <Button look="cta" wide onClick={onGo}>
        {t('to.feedback')}
      </Button>
    </div>
  );
};

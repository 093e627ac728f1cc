import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import { CHAT_MOST, isText, tidyText } from '../../../server/domain/chat.ts';
import { dayAndTime, useT } from '../../i18n/index.ts';
import { sendText } from '../../net/chat.ts';
import { chats, setDraft, type Talk } from '../../stores/chat.ts';
import { Button } from '../parts/index.ts';

/** From here on it is told how much room is left. */
const TELL_LEFT = 60;
const MOST_PX = 132;

/** Where one writes. Enter sends, unless an input method is still composing; Shift+Enter is a new line. */
export const Composer = ({ me, talk: { view } }: { me: Me; talk: Talk }) => {
  const t = useT('chat');
  const id = useId();
  const text = useStore(chats, (s) => s.drafts[view.id] ?? '');
  const silent = useStore(chats, (s) => s.silentUntil);
  const box = useGrowing(text);
  if (view.shut !== undefined)
    return <p className="chat-shut">{t(view.shut === 'chat.closed' ? 'shut.closed' : 'shut.not_open')}</p>;
  if (silent !== undefined && silent > Date.now())
    return <p className="chat-shut">{t('silent', { at: dayAndTime(silent, me.org.zone) })}</p>;
  const tidy = tidyText(text);
  const left = CHAT_MOST - [...tidy].length;
  const ready = isText(tidy);
  const send = (): void => {
    if (!ready) return;
    setDraft(view.id, '');
    void sendText(view.id, tidy);
    box.current?.focus();
  };
  return (
    <form
      className="chat-write"
      onSubmit={(e) => {
        e.preventDefault();
        send();
      }}
    >
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={t('write')}
        aria-label={t('write')}
        aria-describedby={`${id}-note`}
        enterKeyHint="send"
        onChange={(e) => setDraft(view.id, e.target.value)}
        onKeyDown={(e) => {
          if (!isSend(e)) return;
          e.preventDefault();
          send();
        }}
      />
      <Button look="cta" type="submit" className="chat-send" aria-disabled={!ready || undefined}>
        {t('send')}
      </Button>
      <Note id={`${id}-note`} left={left} slow={view.slow} />
    </form>
  );
};

/** A text field as high as its text, up to a limit. */
const useGrowing = (text: string): RefObject<HTMLTextAreaElement | null> => {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const el = box.current;
    if (el === null || text === undefined) return;
    el.style.height = 'auto';
    el.style.height = `${Math.min(el.scrollHeight + 4, MOST_PX)}px`;
  }, [text]);
  return box;
};

const isSend = (e: KeyboardEvent): boolean => {
  // Keys of an input method: 229 is what browsers say that end the composition before the key.
  if (e.nativeEvent.isComposing || e.keyCode === 229) return false;
  return e.key === 'Enter' && !e.shiftKey && !e.ctrlKey && !e.altKey && !e.metaKey;
};

const Note = ({ id, left, slow }: { id: string; left: number; slow: number }) => {
  const t = useT('chat');
  const said = (): ReactNode => {
    if (left < 0) return t('over', { count: -left });
    if (left <= TELL_LEFT) return t('left', { count: left });
    return slow > 0 ? t('slow', { n: slow }) : <span className="chat-hint">{t('write.hint')}</span>;
  };
  return (
    <p id={id} className={left < 0 ? 'chat-note over' : 'chat-note'}>
      {said()}
    </p>
  );
};

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { ChatLine } from '../../../server/domain/api-chat.ts';
import { useT } from '../../i18n/index.ts';
import { giveUp, loadOlder, readTo, sendAgain } from '../../net/chat.ts';
import type { Sending, Talk } from '../../stores/chat.ts';
import { faultText } from '../fault-text.ts';
import { Button, Icon } from '../parts/index.ts';
import { Line } from './Line.tsx';
import { NewsLog } from './NewsLog.tsx';
import { dayName, isSameDay, timeOf } from './words.ts';

/** Lines of a person within this time stand together under one name. */
const TOGETHER_MS = 5 * 60_000;
/** So near to the end, what is new is scrolled to by itself. */
const NEAR_PX = 80;
const READ_MS = 300;

type Props = { me: Me['person']; talk: Talk; onPick: (line: ChatLine) => void };

/** What was said: the newest at the bottom, older pages come in above and the place read stays where it is. */
export const Lines = ({ me, talk, onPick }: Props) => {
  const t = useT('chat');
  const { view, lines, more, sending } = talk;
  const box = useRef<HTMLElement>(null);
  const { atEnd, toEnd, onScroll } = useEnd(box, talk);
  const { busy, older } = useOlder(talk);
  const last = lines.at(-1)?.seq ?? 0;
  const fresh = lines.filter((l) => l.seq > view.read && l.person !== me.id).length;
  useReading(view.id, last, atEnd);
  return (
    <div className="chat-lines-frame">
      <section
        ref={box}
        className="chat-lines"
        aria-label={t('log')}
        onScroll={(e) => {
          onScroll();
          if (e.currentTarget.scrollTop < NEAR_PX) older();
        }}
      >
        <p className="chat-edge">
          {more ? (
            <Button look="link" busy={busy} onClick={older}>
              {t(busy ? 'older.loading' : 'older')}
            </Button>
          ) : (
            t(lines.length === 0 && sending.length === 0 ? 'first' : 'start')
          )}
        </p>
        <ol className="chat-days">
          {lines.map((line, i) => (
            <Item key={line.seq} line={line} before={lines[i - 1]} talk={talk} me={me} onPick={onPick} />
          ))}
        </ol>
        <ul className="chat-days">
          {sending.map((one) => (
            <Waits key={one.id} channel={view.id} one={one} />
          ))}
        </ul>
      </section>
      {!atEnd && (
        <Button look="glass" className="chat-down" onClick={toEnd}>
          ↓ {fresh > 0 ? t('new', { count: fresh }) : t('to.end')}
        </Button>
      )}
      <NewsLog me={me.id} talk={talk} />
    </div>
  );
};

/** Asks for the page before what is shown, one at a time. */
const useOlder = ({ view: { id }, more }: Talk) => {
  const [busy, setBusy] = useState(false);
  const older = (): void => {
    if (busy || !more) return;
    setBusy(true);
    loadOlder(id)
      .catch(() => undefined)
      .finally(() => setBusy(false));
  };
  return { busy, older };
};

/** Keeps the end in sight when one is there, and the same lines in sight when older ones come in above. */
const useEnd = (box: RefObject<HTMLElement | null>, { lines, sending }: Talk) => {
  const [atEnd, setAtEnd] = useState(true);
  const was = useRef({ first: 0, height: 0, end: true });
  const first = lines[0]?.seq ?? 0;
  const size = `${lines.length} ${lines.at(-1)?.seq} ${sending.length} ${sending.filter((s) => s.fault).length}`;
  useLayoutEffect(() => {
    const el = box.current;
    if (el === null || size === '') return;
    const { current } = was;
    if (current.end) el.scrollTop = el.scrollHeight;
    else if (first < current.first) el.scrollTop += el.scrollHeight - current.height;
    was.current = { first, height: el.scrollHeight, end: current.end };
  }, [box, first, size]);
  // The keyboard and the growing text field make the box lower.
  useEffect(() => {
    const el = box.current;
    if (el === null || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(() => {
      if (was.current.end) el.scrollTop = el.scrollHeight;
    });
    watch.observe(el);
    return () => watch.disconnect();
  }, [box]);
  const onScroll = (): void => {
    const el = box.current;
    if (el === null) return;
    const end = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    was.current = { ...was.current, end, height: el.scrollHeight };
    setAtEnd(end);
  };
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  return { atEnd, toEnd, onScroll };
};

/** What is at the end of a page that is looked at has been read. */
const useReading = (channel: string, last: number, atEnd: boolean): void => {
  useEffect(() => {
    const read = (): void => {
      if (atEnd && document.visibilityState === 'visible') void readTo(channel, last).catch(() => undefined);
    };
    const timer = setTimeout(read, READ_MS);
    document.addEventListener('visibilitychange', read);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [channel, last, atEnd]);
};

type ItemProps = Props & { line: ChatLine; before: ChatLine | undefined };
const Item = ({ line, before, talk, me, onPick }: ItemProps) => {
  const newDay = before === undefined || !isSameDay(before.at, line.at);
  const together = !newDay && before.person === line.person && line.at - before.at < TOGETHER_MS;
  return (
    <>
      {newDay && (
        <li className="chat-day">
          <time dateTime={new Date(line.at).toISOString()}>{dayName(line.at, Date.now())}</time>
        </li>
      )}
      <Line
        line={line}
        face={talk.faces[line.person]}
        mine={line.person === me.id}
        together={together}
        channel={talk.view.id}
        shut={talk.view.shut !== undefined}
        onPick={onPick}
      />
    </>
  );
};

/** A text of mine on its way, or one that was not sent, with its reason. */
const Waits = ({ channel, one }: { channel: string; one: Sending }) => {
  const t = useT('chat');
  const { id, text, at, fault } = one;
  return (
    <li className={`chat-line mine${fault === undefined ? ' chat-going' : ' chat-failed'}`}>
      <div className="chat-bubble">
        <p className="chat-text">{text}</p>
      </div>
      <p className="chat-meta">
        {fault === undefined ? (
          <>
            {t('sending')} · {timeOf(at)}
          </>
        ) : (
          <span role="alert">
            <Icon name="warning" size={18} /> <b>{t('not.sent')}</b> · {faultText(fault.code, fault.details)}
          </span>
        )}
      </p>
      {fault !== undefined && (
        <p className="chat-failed-acts">
          <Button look="mini" onClick={() => void sendAgain(channel, id)}>
            {t('again')}
          </Button>
          <Button look="link" onClick={() => giveUp(channel, id)}>
            {t('drop')}
          </Button>
        </p>
      )}
    </li>
  );
};

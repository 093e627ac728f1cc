import type { ChannelView } from '../../../server/domain/api-chat.ts';
import { useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Icon } from '../parts/index.ts';
import { Portrait } from '../people/Portrait.tsx';
import { whenOf } from '../programme/when.ts';
import { KIND_ICON, nameOf } from './words.ts';

const MOST_SHOWN = 99;

/** The channels, the liveliest first, each with its last line and what is unread. */
export const ChannelList = ({ list, open }: { list: readonly ChannelView[]; open: string | undefined }) => (
  <ul className="chat-list">
    {list.map((view) => (
      <li key={view.id}>
        <Row view={view} on={view.id === open} />
      </li>
    ))}
  </ul>
);

const Row = ({ view, on }: { view: ChannelView; on: boolean }) => {
  const t = useT('chat');
  const { last, unread, muted } = view;
  const count = unread > MOST_SHOWN ? t('unread.most') : String(unread);
  return (
    <button
      type="button"
      className={`chat-row${on ? ' on' : ''}${unread > 0 && !muted ? ' fresh' : ''}`}
      aria-current={on ? 'page' : undefined}
      onClick={() => go({ name: 'chat', channel: view.id })}
    >
      <Face view={view} size={48} />
      <span className="chat-row-text">
        <b>{nameOf(view)}</b>
        <small>{last === undefined ? t('last.none') : <LastLine view={view} />}</small>
      </span>
      <span className="chat-row-end">
        {last !== undefined && (
          <time dateTime={new Date(last.at).toISOString()}>{whenOf(last.at, Date.now())}</time>
        )}
        {muted && <Icon name="muted-speaker" size={18} label={t('muted')} />}
        {unread > 0 && !muted && (
          <span className="chat-count num">
            <span aria-hidden="true">{count}</span>
            <span className="sr-only">{t('unread', { count: unread })}</span>
          </span>
        )}
      </span>
    </button>
  );
};

const LastLine = ({ view: { kind, last } }: { view: ChannelView }) => {
  const t = useT('chat');
  if (last === undefined) return null;
  if (last.mine) return <>{t('last.mine', { text: last.text })}</>;
  return <>{kind === 'direct' ? last.text : t('last.by', { name: last.name, text: last.text })}</>;
};

/** The colleague's critter with a dot when here, or the sign of the kind of channel. */
export const Face = ({ view, size }: { view: ChannelView; size: number }) => {
  const t = useT('chat');
  const { face, here, kind } = view;
  return (
    <span className="chat-face">
      {face === undefined ? (
        <Icon name={KIND_ICON[kind]} size={size - 8} />
      ) : (
        <Portrait face={face} size={size} />
      )}
      {here && (
        <i className="chat-here">
          <span className="sr-only">{t('here')}</span>
        </i>
      )}
    </span>
  );
};

import type { ChatLine } from '../../../server/domain/api-chat.ts';
import type { Face } from '../../../server/domain/face.ts';
import { useT } from '../../i18n/index.ts';
import { react } from '../../net/chat.ts';
import { faultOf } from '../../net/fault.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Icon } from '../parts/index.ts';
import { Portrait } from '../people/Portrait.tsx';
import { REACTION_ICON, timeOf } from './words.ts';

/** Who is gone has no critter. */
const NOBODY = { avatar: '' };

type Props = {
  channel: string;
  line: ChatLine;
  face: Face | undefined;
  mine: boolean;
  /** The same person has just spoken: no name and critter again. */
  together: boolean;
  shut: boolean;
  onPick: (line: ChatLine) => void;
};

/** One message with its reactions; its button opens what can be done about it. */
export const Line = ({ channel, line, face, mine, together, shut, onPick }: Props) => {
  const t = useT('chat');
  const name = mine ? t('you') : (face?.name ?? t('name.gone'));
  const time = timeOf(line.at);
  return (
    <li className={`chat-line${mine ? ' mine' : ''}${together ? ' together' : ''}`}>
      {!mine && (
        <span className="chat-line-face">{!together && <Portrait face={face ?? NOBODY} size={40} />}</span>
      )}
      <div className="chat-line-in">
        <p className={together || mine ? 'sr-only' : 'chat-name'}>{t('at', { name, time })}</p>
        <Bubble line={line} onPick={onPick} />
        {line.reactions.length > 0 && <Reactions channel={channel} line={line} shut={shut} />}
      </div>
    </li>
  );
};

const Bubble = ({ line, onPick }: Pick<Props, 'line' | 'onPick'>) => {
  const t = useT('chat');
  const { gone } = line;
  return (
    <div className="chat-bubble-row">
      <div className={gone === undefined ? 'chat-bubble' : 'chat-bubble chat-bubble-gone'}>
        <p className="chat-text">{gone === undefined ? line.text : t(`gone.${gone}`)}</p>
        <time aria-hidden="true">{timeOf(line.at)}</time>
      </div>
      {gone === undefined && (
        <button
          type="button"
          className="chat-more"
          aria-haspopup="dialog"
          aria-label={`${t('act.open')}: ${line.text.slice(0, 40)}`}
          onClick={() => onPick(line)}
        >
          <span aria-hidden="true">⋯</span>
        </button>
      )}
    </div>
  );
};

const Reactions = ({ channel, line, shut }: Pick<Props, 'channel' | 'line' | 'shut'>) => {
  const t = useT('chat');
  return (
    <ul className="chat-reactions">
      {line.reactions.map(({ kind, n, mine }) => {
        const name = t(`reaction.${kind}`);
        return (
          <li key={kind}>
            <button
              type="button"
              className={mine ? 'chat-reaction on' : 'chat-reaction'}
              aria-pressed={mine}
              aria-label={t(mine ? 'reaction.mine' : 'reaction', { name, count: n })}
              aria-disabled={shut || undefined}
              onClick={() => {
                if (shut) return;
                react(channel, line.seq, kind, !mine).catch((error: unknown) =>
                  say(faultText(faultOf(error)), { tone: 'bad' }),
                );
              }}
            >
              <span>
                <Icon name={REACTION_ICON[kind]} size={18} />
                <b className="num">{n}</b>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};

import type { Me } from '../../../server/domain/api.ts';
import { Sheet } from '../parts/index.ts';
import { Conversation } from './Conversation.tsx';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import './chat.css';

type Props = { me: Me; channel: string; title: string; onClose: () => void };

/** A conversation over another screen. */
export const ChatDrawer = ({ me, channel, title, onClose }: Props) => {
  useKeyboardRoom();
  return (
    <Sheet title={title} onClose={onClose} className="chat-drawer">
      <div className="chat-main">
        <Conversation me={me} channel={channel} />
      </div>
    </Sheet>
  );
};

import type { ReactNode } from 'react';
import type { BattleSeatView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { faceName } from '../hall/words.ts';
import { Avatar, Button, Dialog } from '../parts/index.ts';

type Props = { title: string; yes: string; onYes: () => void; onClose: () => void; children: ReactNode };

/** Before what cannot be taken back: the focus stands on the question, never on "yes". */
export const Sure = ({ title, yes, onYes, onClose, children }: Props) => {
  const t = useT('host');
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="sure">{children}</div>
      <div className="dialog-acts">
        <Button onClick={onClose}>{t('no')}</Button>
        <Button look="danger" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
};

type KickProps = { seat: BattleSeatView; onKick: () => void; onClose: () => void };

/** Names and shows whom it is about. */
export const KickDialog = ({ seat, onKick, onClose }: KickProps) => {
  const t = useT('host');
  return (
    <Sure
      title={t('kick.title')}
      yes={t('kick.yes', { name: faceName(seat) })}
      onYes={onKick}
      onClose={onClose}
    >
      <Avatar seed={seat.avatar} size={72} />
      <p>
        <b>{faceName(seat)}</b>
      </p>
      <p>{t('kick.note')}</p>
    </Sure>
  );
};

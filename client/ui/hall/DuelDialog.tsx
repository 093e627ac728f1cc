import { useState } from 'react';
import type { BattleInfo, NewBattle } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { openBattle } from '../../net/battles.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Dialog, Icon } from '../parts/index.ts';
import { enterBattle } from './enter.ts';
import { Finding } from './Finding.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import { useAct } from './use-act.ts';

type Way = 'live' | 'challenge' | 'friend' | 'bot';
const WAYS: readonly { way: Way; icon: string }[] = [
  { way: 'live', icon: 'crossed-swords' },
  { way: 'challenge', icon: 'scroll' },
  { way: 'friend', icon: 'incoming-envelope' },
  { way: 'bot', icon: 'robot' },
];
type Props = { onMore: () => void; onClose: () => void };

/** The ways into a duel: somebody of my skill now, a run to send, a colleague I name, or a bot. */
export const DuelDialog = ({ onMore, onClose }: Props) => {
  const t = useT('hall');
  const [way, setWay] = useState<Way>();
  const { busy, fault, run } = useAct();
  const open = (body: Omit<NewBattle, 'mode'>): void => {
    if (!busy) run<BattleInfo>(openBattle({ mode: 'duel', ...body }), enterBattle);
  };
  const choose = (next: Way): void => {
    if (next === 'challenge') open({ solo: true });
    else if (next === 'bot') open({ bot: true });
    else setWay(next);
  };
  if (way === 'live') return <Finding onClose={onClose} />;
  return (
    <Dialog
      sheet
      className="hall-dialog"
      title={t(way === 'friend' ? 'duel.friend' : 'duel.title')}
      onClose={onClose}
    >
      <FaultNote code={fault} />
      {way === 'friend' ? (
        <PeoplePicker
          one
          picked={[]}
          onPick={([person]) => person !== undefined && open({ people: [person.id] })}
          labelOf={(p) => t('people.invite', { name: p.name })}
        />
      ) : (
        <ul className="duel-ways" aria-busy={busy || undefined}>
          {WAYS.map(({ way: one, icon }) => (
            <li key={one}>
              <button
                type="button"
                className={one === 'live' ? 'duel-first' : ''}
                onClick={() => choose(one)}
              >
                <Icon name={icon} size={44} />
                <span className="row-text">
                  <b>{t(`duel.${one}`)}</b>
                  <small>{t(`duel.${one}.note`)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {way === undefined && (
        <Button look="link" onClick={onMore}>
          {t('duel.more')}
        </Button>
      )}
    </Dialog>
  );
};

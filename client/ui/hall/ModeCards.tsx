import type { BattleMode } from '../../../server/domain/battle-shape.ts';
import { useT } from '../../i18n/index.ts';
import { Picture } from '../play/Picture.tsx';

const MODES: readonly BattleMode[] = ['duel', 'race', 'survival', 'show'];
const ART: Record<BattleMode, string> = {
  duel: 'crossed-swords',
  race: 'drum',
  survival: 'desert-island',
  show: 'megaphone',
};
type Props = { mayHost: boolean; onPick: (mode: BattleMode) => void };

/** The four games, each a big button. Who may not host a show is led to the PIN. */
export const ModeCards = ({ mayHost, onPick }: Props) => {
  const t = useT('hall');
  return (
    <ul className="modes hall-wide" aria-label={t('modes')}>
      {MODES.map((mode) => (
        <li key={mode}>
          <button type="button" className={`mode mode-${mode}`} onClick={() => onPick(mode)}>
            <span className="mode-art" aria-hidden="true">
              {mode === 'race' ? <Boat /> : <Picture name={ART[mode]} size={84} />}
            </span>
            <b>{t(`mode.${mode}`)}</b>
            <small>{t(`mode.${mode}.line`)}</small>
            <span className="mode-go">
              {mode === 'show' && !mayHost ? t('mode.show.pin') : t(`mode.${mode}.go`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

const Boat = () => <img className="mode-boat" src="/art/boats/red.webp" alt="" draggable={false} />;

import type { BattleMode } from '../../../server/domain/battle-shape.ts';
import { useT } from '../../i18n/index.ts';
import { Phrases } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { FleetArt } from './FleetArt.tsx';

const MODES: readonly BattleMode[] = ['duel', 'race', 'survival', 'show'];
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
              {mode === 'show' ? <Picture name="megaphone" size={92} /> : <FleetArt of={mode} />}
            </span>
            <b>{t(`mode.${mode}`)}</b>
            <small>
              <Phrases text={t(`mode.${mode}.line`)} />
            </small>
            <span className="mode-go">
              {mode === 'show' && !mayHost ? t('mode.show.pin') : t(`mode.${mode}.go`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { pathOf } from '../../stores/screen.ts';
import { Icon } from '../parts/index.ts';

/** Opens the projector's window; a second press brings the same one to the front. */
export const WallLink = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const { id } = view.info;
  return (
    <a
      className="btn btn-soft host-wall"
      href={pathOf({ name: 'battle', battle: id, as: 'screen' })}
      target={`wall-${id}`}
      rel="opener"
    >
      <Icon name="laptop" size={24} />
      {t('wall.open')}
      <span className="sr-only">{t('wall.new')}</span>
    </a>
  );
};

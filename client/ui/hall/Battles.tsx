import type { BattleHall, BattleInfo } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { MODE_ICON, titleOf } from './words.ts';

/** A show of mine opens at its console, everything else at the seat. */
export const enterBattle = (battle: BattleInfo): void =>
  go(
    battle.mine && battle.mode === 'show'
      ? { name: 'host', battle: battle.id }
      : { name: 'battle', battle: battle.id },
  );

export const Battles = ({ view }: { view: BattleHall }) => {
  const t = useT('hall');
  const list = [...view.mine, ...view.invited, ...view.open];
  return (
    <Card className="hall-wide" aria-label={t('open')}>
      <ul className="rows">
        {list.map((b) => (
          <li key={b.id} className="row row-flat">
            <Icon name={MODE_ICON[b.mode]} size={36} />
            <span className="row-text">
              <b>{titleOf(b)}</b>
            </span>
            <Button look="mini" onClick={() => enterBattle(b)}>
              {t('enter')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
};

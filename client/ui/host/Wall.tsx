import { useEffect } from 'react';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { number, useT } from '../../i18n/index.ts';
import { announce, Icon } from '../parts/index.ts';
import { Ring } from './Ring.tsx';
import { Shown } from './Shown.tsx';
import { Sides } from './Sides.tsx';
import { TeamBoard, TopFive } from './Tops.tsx';
import { WallFrame } from './WallFrame.tsx';
import { WallLobby } from './WallLobby.tsx';

/** Everything the wall shows of a battle that is on. Nothing can be pressed, and nothing is right before it is told. */
export const Wall = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const { phase, info } = view;
  const said = t(`phase.${phase}`);
  useEffect(() => announce(said), [said]);
  if (phase === 'lobby')
    return (
      <WallFrame info={info} view={view} look="lobby">
        <WallLobby view={view} />
      </WallFrame>
    );
  if (phase === 'board')
    return (
      <WallFrame info={info} view={view} look="board">
        <div className="wall-board">
          <TopFive view={view} />
          <TeamBoard view={view} />
        </div>
      </WallFrame>
    );
  return (
    <WallFrame info={info} view={view} look="asked">
      <div className="wall-asked">
        <Note view={view} />
        <Sides view={view} />
        <Shown view={view} badge={<Ring view={view} />} aside={<Answered view={view} />} />
        {info.mode === 'race' && <TeamBoard view={view} />}
      </div>
    </WallFrame>
  );
};

/** Second round, or that the answers are in. */
const Note = ({ view: { phase, question } }: { view: BattleView }) => {
  const t = useT('host');
  const text =
    phase === 'closed'
      ? t('wall.closed')
      : phase === 'question' && question?.nth === 2
        ? t('second')
        : undefined;
  if (text === undefined) return null;
  return (
    <p className="wall-told" role="status">
      <Icon name={phase === 'closed' ? 'hourglass-not-done' : 'speech-balloon'} size={36} />
      {text}
    </p>
  );
};

const Answered = ({ view: { counts, reveal } }: { view: BattleView }) => {
  const t = useT('host');
  if (reveal !== undefined) return null;
  return (
    <span className="wall-answered num">
      <span className="sr-only">{t('answered', { n: counts.answered, of: counts.online })}</span>
      <b aria-hidden="true">{number(counts.answered)}</b>
      <small aria-hidden="true">/{number(counts.online)}</small>
      <em aria-hidden="true">{t('answered.short')}</em>
    </span>
  );
};

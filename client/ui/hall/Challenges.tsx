import type { ChallengeView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { takeChallenge } from '../../net/battles.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Button, Card, Icon } from '../parts/index.ts';
import { enterBattle } from './enter.ts';
import { useAct } from './use-act.ts';
import { useNow } from './use-now.ts';
import { leftOf } from './words.ts';

const TICK_MS = 20_000;
const ALL_DAY_MS = 24 * 3_600_000;

/** Those I may take first, then my own that wait, then what came of the others in the last day. */
const ordered = (list: ChallengeView[]): ChallengeView[] => {
  const rank = (c: ChallengeView): number => (c.status !== 'open' ? 2 : c.mine ? 1 : 0);
  return [...list].sort((a, b) => rank(a) - rank(b) || a.expiresAt - b.expiresAt);
};

/** Recorded runs that wait for an opponent, with the time that is left. */
export const Challenges = ({ list, me }: { list: ChallengeView[]; me: string }) => {
  const t = useT('hall');
  const now = useNow(TICK_MS);
  const { busy, fault, run } = useAct();
  return (
    <Card className="hall-half" aria-labelledby="hall-challenges">
      <h2 id="hall-challenges">
        <Icon name="scroll" size={28} />
        {t('challenges')}
      </h2>
      {list.length === 0 && <p className="page-empty">{t('challenges.none')}</p>}
      <FaultNote code={fault} />
      <ul className="rows">
        {ordered(list).map((c) => (
          <Row
            key={c.id}
            challenge={c}
            now={now}
            me={me}
            onTake={() => !busy && run(takeChallenge(c.id), enterBattle)}
          />
        ))}
      </ul>
    </Card>
  );
};

type RowProps = { challenge: ChallengeView; now: number; me: string; onTake: () => void };

const useName = (c: ChallengeView, me: string): string => {
  const t = useT('hall');
  if (c.mine) return c.to === undefined ? t('challenge.mine.any') : t('challenge.mine', { name: c.to.name });
  return c.to === undefined || c.to.id !== me
    ? t('challenge.any', { name: c.from.name })
    : t('challenge.from', { name: c.from.name });
};

const Row = ({ challenge, now, me, onTake }: RowProps) => {
  const t = useT('hall');
  const name = useName(challenge, me);
  const face = challenge.mine ? (challenge.to ?? challenge.from) : challenge.from;
  const open = challenge.status === 'open' && challenge.expiresAt > now;
  const state = challenge.status === 'open' ? 'expired' : challenge.status;
  return (
    <li className="row row-flat hall-row">
      <Avatar seed={face.avatar} size={40} />
      <span className="row-text">
        <b>{name}</b>
        {open ? (
          <small className="hall-left">
            <i aria-hidden="true" style={{ width: `${(100 * (challenge.expiresAt - now)) / ALL_DAY_MS}%` }} />
            <span>{t('challenge.left', leftOf(challenge.expiresAt, now))}</span>
          </small>
        ) : (
          <small>{t(`challenge.${state}`)}</small>
        )}
      </span>
      {open && !challenge.mine && (
        <Button
          className="hall-enter"
          aria-label={t('challenge.take.named', { name: challenge.from.name })}
          onClick={onTake}
        >
          {t('challenge.take')}
        </Button>
      )}
    </li>
  );
};

import { useState } from 'react';
import { CHEER_KINDS, type CheerKind } from '../../../server/domain/friend.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { sendCheer } from '../../net/people.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Button, Icon, RoundButton } from '../parts/index.ts';

export const CHEER_ICON: Record<CheerKind, string> = {
  wave: 'waving-hand',
  cheer: 'clapping-hands',
  thanks: 'red-heart',
};

type Person = { id: string; name: string };
type Props = {
  person: Person;
  /** Left today, by kind; unknown = asked by trying. */
  left?: Record<CheerKind, number>;
  /** The island they are left on. */
  place?: string;
  onSent?: (kind: CheerKind, left: number) => void;
};

const useCheer = ({ person, place, onSent }: Props) => {
  const t = useT('people');
  const [busy, setBusy] = useState<CheerKind>();
  const send = (kind: CheerKind): void => {
    if (busy !== undefined) return;
    setBusy(kind);
    sendCheer(person.id, kind, place)
      .then(
        (left) => {
          say(t('cheer.sent', { name: person.name }), { icon: CHEER_ICON[kind], tone: 'good' });
          onSent?.(kind, left);
        },
        (fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }),
      )
      .finally(() => setBusy(undefined));
  };
  return { busy, send };
};

/** Wave and cheer as small round buttons beside a friend. */
export const CheerButtons = (props: Props) => {
  const t = useT('people');
  const { busy, send } = useCheer(props);
  return (
    <>
      {(['wave', 'cheer'] as const).map((kind) => (
        <RoundButton
          key={kind}
          className="cheer-round"
          label={`${t(`cheer.${kind}`)} · ${props.person.name}`}
          aria-busy={busy === kind || undefined}
          onClick={() => send(kind)}
        >
          <Icon name={CHEER_ICON[kind]} size={26} />
        </RoundButton>
      ))}
    </>
  );
};

/** Wave, cheer and thanks with words; a kind that is used up today says so and stays. */
export const CheerBar = (props: Props) => {
  const t = useT('people');
  const { busy, send } = useCheer(props);
  return (
    <div className="cheer-bar">
      {CHEER_KINDS.map((kind) => {
        const left = props.left?.[kind];
        return (
          <Button
            key={kind}
            icon={CHEER_ICON[kind]}
            busy={busy === kind}
            aria-disabled={left === 0 || undefined}
            onClick={() => send(kind)}
          >
            {t(`cheer.${kind}`)}
            {left !== undefined && <small className="sr-only">{t('cheer.left', { n: left })}</small>}
          </Button>
        );
      })}
    </div>
  );
};

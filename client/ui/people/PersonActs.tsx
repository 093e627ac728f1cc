import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { ProfileView } from '../../../server/domain/api-friends.ts';
import type { Face } from '../../../server/domain/face.ts';
import type { PersonAct } from '../../../server/domain/friend.ts';
import { useT } from '../../i18n/index.ts';
import { openBattle } from '../../net/battles.ts';
import { faultOf } from '../../net/fault.ts';
import { talkWith } from '../../net/people.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { enterBattle } from '../hall/enter.ts';
import { Button, Card } from '../parts/index.ts';
import { CheerBar } from './Cheers.tsx';
import { ReportPerson } from './ReportPerson.tsx';
import { Sure } from './Sure.tsx';
import { usePersonAct } from './use-person-act.ts';

type GiftProps = { to: Face; onClose: () => void };
/** The dialog for coins; while there is none, nobody is offered it. */
const gifts = import.meta.glob<{ GiftDialog: ComponentType<GiftProps> }>('../kind/GiftDialog.tsx');
const loadGift = gifts['../kind/GiftDialog.tsx'];
const GiftDialog =
  loadGift === undefined ? undefined : lazy(() => loadGift().then((m) => ({ default: m.GiftDialog })));

type Props = { profile: ProfileView; onChange: () => void };
type Open = 'gift' | 'remove' | 'block' | 'report';

/** What I can do with a colleague: greet, befriend, talk, give, play, visit; and keep my distance. */
export const PersonActs = ({ profile, onChange }: Props) => {
  const t = useT('people');
  const { face, bond } = profile;
  const [left, setLeft] = useState(profile.cheers);
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const { busy, run } = usePersonAct();
  const act = (what: PersonAct): void => run(what, face, onChange);
  return (
    <Card className="person-do" aria-label={t('acts')}>
      <Bond bond={bond} name={face.name} busy={busy !== undefined} act={act} />
      <CheerBar person={face} left={left} onSent={(kind, n) => setLeft({ ...left, [kind]: n })} />
      <Together profile={profile} onGift={() => setOpen('gift')} />
      <details className="details">
        <summary>{t('more')}</summary>
        <div className="person-more">
          {bond === 'friends' && <Button onClick={() => setOpen('remove')}>{t('remove')}</Button>}
          <Button onClick={() => setOpen('report')}>{t('report')}</Button>
          <Button look="danger" onClick={() => setOpen('block')}>
            {t('block')}
          </Button>
        </div>
      </details>
      {open === 'gift' && GiftDialog !== undefined && (
        <Suspense fallback={null}>
          <GiftDialog to={face} onClose={close} />
        </Suspense>
      )}
      {open === 'report' && <ReportPerson face={face} onClose={close} />}
      {(open === 'remove' || open === 'block') && (
        <Sure
          title={t(`${open}.ask`, { name: face.name })}
          note={t(`${open}.note`)}
          go={t(open)}
          busy={busy !== undefined}
          onGo={() =>
            run(open, face, () => {
              close();
              if (open === 'block') go({ name: 'people' });
              else onChange();
            })
          }
          onClose={close}
        />
      )}
    </Card>
  );
};

type BondProps = {
  bond: ProfileView['bond'];
  name: string;
  busy: boolean;
  act: (what: PersonAct) => void;
};

const Bond = ({ bond, name, busy, act }: BondProps) => {
  const t = useT('people');
  if (bond === 'none')
    return (
      <Button look="cta" wide icon="handshake" busy={busy} onClick={() => act('request')}>
        {t('add')}
      </Button>
    );
  if (bond === 'asked')
    return (
      <Button wide busy={busy} aria-label={t('withdraw.named', { name })} onClick={() => act('withdraw')}>
        {t('bond.asked')} · {t('withdraw')}
      </Button>
    );
  if (bond !== 'asks') return null;
  return (
    <div className="person-answer">
      <p>{t('asks.from', { name })}</p>
      <Button look="cta" busy={busy} onClick={() => act('accept')}>
        {t('accept')}
      </Button>
      <Button busy={busy} onClick={() => act('decline')}>
        {t('decline')}
      </Button>
    </div>
  );
};

const tell = (fault: unknown): void => say(faultText(faultOf(fault)), { tone: 'bad' });

const Together = ({ profile, onGift }: { profile: ProfileView; onGift: () => void }) => {
  const t = useT('people');
  const [busy, setBusy] = useState(false);
  const { face } = profile;
  const once = (work: Promise<unknown>): void => {
    setBusy(true);
    work.catch(tell).finally(() => setBusy(false));
  };
  const talk = (): void => {
    if (!busy) once(talkWith(face.id).then((channel) => go({ name: 'chat', channel })));
  };
  const duel = (): void => {
    if (!busy) once(openBattle({ mode: 'duel', people: [face.id] }).then(enterBattle));
  };
  return (
    <div className="person-together">
      <Button icon="speech-balloon" onClick={talk}>
        {t('chat')}
      </Button>
      {GiftDialog !== undefined && (
        <Button icon="wrapped-gift" onClick={onGift}>
          {t('gift')}
        </Button>
      )}
      <Button icon="crossed-swords" onClick={duel}>
        {t('duel')}
      </Button>
      {profile.bond === 'friends' && (
        <Button
          icon="desert-island"
          aria-disabled={!profile.mayVisit || undefined}
          onClick={() => (profile.mayVisit ? go({ name: 'visit', person: face.id }) : say(t('visit.closed')))}
        >
          {t('visit')}
        </Button>
      )}
    </div>
  );
};

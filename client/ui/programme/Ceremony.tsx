import { useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { GraduationView } from '../../../server/domain/api-programme.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import {
  certificateCredential,
  certificatePdf,
  claimGraduation,
  graduationNow,
} from '../../net/programme.ts';
import { loadQuest } from '../../net/quest.ts';
import { go } from '../../stores/screen.ts';
import { Fault } from '../Fault.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, HoldButton, Icon } from '../parts/index.ts';
import { CountUp } from '../play/CountUp.tsx';
import { Loading } from '../play/Loading.tsx';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { ResultFrame } from '../play/ResultFrame.tsx';
import { Criteria } from './Graduation.tsx';
import { useLoaded } from './use-loaded.ts';
import '../play/play.css';
import '../play/result.css';
import './programme.css';
import './ceremony.css';

const toMap = (): void => go({ name: 'map' });
const PLAIN_MEDAL = 'graduation-cap';

/** Graduation: what was reached, what the voyage was, the medal to receive or buy; afterwards medal and certificate. */
export const Ceremony = ({ me }: { me: Me }) => {
  const t = useT('programme');
  const { value, fault, load, set } = useLoaded(graduationNow);
  const [fresh, setFresh] = useState(false);
  if (value === undefined)
    return fault === undefined ? (
      <Loading label={t('ceremony.loading')} onLeave={toMap} />
    ) : (
      <Fault code={fault} onRetry={load} />
    );
  if (value.certificate !== undefined) return <Graduated me={me} view={value} fresh={fresh} />;
  return (
    <Waiting
      me={me}
      view={value}
      onClaimed={(next) => {
        setFresh(true);
        set(next);
        void loadQuest();
      }}
    />
  );
};

type WaitingProps = { me: Me; view: GraduationView; onClaimed: (view: GraduationView) => void };

const Waiting = ({ me, view, onClaimed }: WaitingProps) => {
  const t = useT('programme');
  return (
    <PlayFrame look="result" label={t('ceremony.title')} onLeave={toMap}>
      <div className="result">
        <div className={view.met ? 'result-art medal-art' : 'result-art'} aria-hidden="true">
          <Picture name={view.medal?.icon ?? PLAIN_MEDAL} size={200} />
        </div>
        <p className="ceremony-over" lang={pickedLang(view.quest)}>
          {pick(view.quest)}
        </p>
        <h1 className="result-title">
          {view.met ? t('ceremony.ready', { name: me.person.name }) : t('ceremony.notyet')}
        </h1>
        {!view.met && <p className="result-line">{t('ceremony.notyet.line')}</p>}
        <div className="result-card">
          <Criteria criteria={view.met ? view.criteria.filter((c) => c.met) : view.criteria} />
          {view.met && <Facts facts={view.facts} />}
          {view.met ? (
            <Claim view={view} onClaimed={onClaimed} />
          ) : (
            <Button look="cta" wide onClick={() => go({ name: 'credits' })}>
              {t('credits.title')}
            </Button>
          )}
        </div>
      </div>
    </PlayFrame>
  );
};

const FACTS = [
  ['days', 'calendar'],
  ['answers', 'pencil'],
  ['corrected', 'ghost'],
  ['stars', 'star'],
  ['coins', 'coin'],
] as const;

/** What the voyage was, in five numbers. */
const Facts = ({ facts }: { facts: GraduationView['facts'] }) => {
  const t = useT('programme');
  return (
    <section aria-label={t('ceremony.facts')}>
      <dl className="voyage-facts">
        {FACTS.map(([name, icon], i) => (
          <div key={name}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd className="num">
              <Icon name={icon} size={34} />
              <CountUp to={facts[name]} delayMs={200 + i * 150} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

type ClaimProps = { view: GraduationView; onClaimed: (view: GraduationView) => void };

/** The one thing to decide: receive the medal, or pay for it with what would be left shown before. */
const Claim = ({ view, onClaimed }: ClaimProps) => {
  const t = useT('programme');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const price = view.medal?.owned === true ? 0 : (view.medal?.price ?? 0);
  const after = view.balance - price;
  const claim = (): void => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    claimGraduation().then(onClaimed, (error: unknown) => {
      setFault(faultOf(error));
      setBusy(false);
    });
  };
  return (
    <div className="claim">
      {view.medal !== undefined && (
        <p className="claim-medal">
          <Icon name={view.medal.icon} size={48} />
          <span>
            <b lang={pickedLang(view.medal.name)}>{pick(view.medal.name)}</b>
            <span>{price === 0 ? t('medal.free') : t('medal.price', { price: number(price) })}</span>
          </span>
        </p>
      )}
      {view.medal === undefined && <p>{t('medal.none')}</p>}
      {price > 0 && after >= 0 && (
        <p className="claim-purse">
          <Icon name="coin" size={26} />
          {t('medal.after', { balance: number(view.balance), after: number(after) })}
        </p>
      )}
      <FaultNote code={fault} />
      {after < 0 ? (
        <>
          <p className="claim-purse">
            <Icon name="coin" size={26} />
            {t('medal.short', { n: number(-after) })}
          </p>
          <Button look="cta" wide onClick={toMap}>
            {t('medal.short.go')}
          </Button>
        </>
      ) : (
        <HoldButton hint={t('hold.hint')} again={t('hold.again')} busy={busy} onConfirm={claim}>
          {view.medal === undefined
            ? t('medal.certificate')
            : price === 0
              ? t('medal.receive')
              : t('medal.buy', { price: number(price) })}
        </HoldButton>
      )}
    </div>
  );
};

type GraduatedProps = { me: Me; view: GraduationView; fresh: boolean };

/** The medal drawn large, and the certificate in its three forms. */
const Graduated = ({ me, view, fresh }: GraduatedProps) => {
  const t = useT('programme');
  const name = me.person.name;
  const { medal, certificate } = view;
  return (
    <ResultFrame
      title={t('ceremony.done')}
      line={
        medal?.owned === true
          ? t('ceremony.done.line', { name, medal: pick(medal.name) })
          : t('ceremony.done.plain', { name })
      }
      joy={fresh}
      art={
        <span className="medal-shine">
          <Picture name={medal?.icon ?? PLAIN_MEDAL} size={230} />
        </span>
      }
      onLeave={toMap}
      leaveLabel={t('ceremony.to.map')}
    >
      <Facts facts={view.facts} />
      {certificate !== undefined && <CertificateLinks code={certificate.code} />}
    </ResultFrame>
  );
};

const CertificateLinks = ({ code }: { code: string }) => {
  const t = useT('programme');
  const tb = useT('bill');
  return (
    <section className="certificate-links" aria-label={t('ceremony.links')}>
      <Button look="soft" icon="scroll" onClick={() => go({ name: 'certificate', code })}>
        {t('certificate.open')}
      </Button>
      <a className="btn btn-soft" href={certificatePdf(code)} download>
        <Icon name="page-facing-up" size={22} />
        {t('certificate.pdf')}
      </a>
      <a className="btn btn-soft" href={certificateCredential(code)} download>
        <Icon name="locked-with-key" size={22} />
        {t('certificate.json')}
      </a>
      <Button look="soft" icon="receipt" onClick={() => go({ name: 'bill', bill: 'graduation' })}>
        {tb('ceremony.open')}
      </Button>
    </section>
  );
};

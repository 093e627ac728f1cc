import './rights.css';
import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { ConsentView, LookSum, MyRights } from '../../../server/domain/api-rights.ts';
import type { KeptClass } from '../../../server/domain/rights.ts';
import { textIn } from '../../../server/domain/text.ts';
import { dayAndTime, dayOf, lang, number, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { askErasure, copyAddress, loadRights, setConsent, withdrawErasure } from '../../net/rights.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { faultText } from '../fault-text.ts';
import { Page } from '../Page.tsx';
import { Button, Card, Dialog, Switch } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';

const CLASSES: readonly KeptClass[] = ['T', 'B', 'S', 'F', 'R', 'O', 'X'];
const WHO = ['learner', 'trainer', 'manager', 'admin'] as const;
const WHAT = ['events', 'person', 'board', 'copy', 'cohort', 'forecast', 'award', 'segment'] as const;
/** Kept as long as the company's own rules say. */
const BY_RULES = ['E', 'L'] as const;

type Part = { rights: MyRights; zone: string; act: (work: Promise<MyRights>) => void };

/** What is kept of me: consents, a copy, who looked, erasure. */
export const RightsPage = ({ me }: { me: Me }) => {
  const t = useT('rights');
  const { value, fault, load } = useLoaded(useCallback(loadRights, []));
  const [changed, setChanged] = useState<MyRights>();
  const rights = changed ?? value;
  const act = (work: Promise<MyRights>): void => {
    work.then(
      (next) => {
        setChanged(next);
        say(t('saved'));
      },
      (f: unknown) => say(faultText(faultOf(f)), { tone: 'bad' }),
    );
  };
  if (rights === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t('title')} icon="shield" lead={t('lead')}>
      {rights === undefined ? (
        <Waiting />
      ) : (
        <>
          <Consents {...{ rights, act }} zone={me.org.zone} />
          <Copy />
          <Looks {...{ rights, act }} zone={me.org.zone} />
          <Kept days={rights.days} />
          <Erasure {...{ rights, act }} zone={me.org.zone} />
        </>
      )}
    </Page>
  );
};

const Consents = ({ rights, zone, act }: Part) => {
  const t = useT('rights');
  const shown = rights.consents.filter((c) => c.purpose !== 'traits' || rights.traits);
  const noteOf = ({ purpose, at }: ConsentView): string =>
    `${t(`consent.${purpose}.note`)}${at === undefined ? '' : ` ${t('consent.at', { at: dayAndTime(at, zone) })}`}`;
  return (
    <Card aria-labelledby="consents">
      <h2 id="consents">{t('consents')}</h2>
      <p>{t('consents.note')}</p>
      {shown.map((c) => (
        <Switch
          key={c.purpose}
          label={t(`consent.${c.purpose}`)}
          note={noteOf(c)}
          on={c.given}
          onFlip={(given) => act(setConsent(c.purpose, c.version, given))}
        />
      ))}
      {rights.traits && <Button onClick={() => go({ name: 'traits' })}>{t('consent.traits.go')}</Button>}
    </Card>
  );
};

const Copy = () => {
  const t = useT('rights');
  return (
    <Card aria-labelledby="copy">
      <h2 id="copy">{t('copy')}</h2>
      <p>{t('copy.note')}</p>
      <a className="btn btn-soft rights-copy" href={copyAddress('me')} download>
        {t('copy.go')}
      </a>
    </Card>
  );
};

const Looks = ({ rights, zone }: Part) => {
  const t = useT('rights');
  const whoOf = (by: string): string => t(`who.${WHO.find((w) => w === by) ?? ''}`);
  const whatOf = ({ what, figure }: LookSum): string =>
    figure
      ? t('what.figure', { name: textIn(figure, lang()) })
      : t(`what.${WHAT.find((w) => w === what) ?? 'other'}`);
  return (
    <Card aria-labelledby="looks">
      <h2 id="looks">{t('looks')}</h2>
      {rights.looks.length === 0 && <p className="page-empty">{t('looks.none')}</p>}
      <ul className="rights-list">
        {rights.looks.map((look) => (
          <li key={`${look.what} ${look.by}`}>
            <b>{t('looks.line', { who: whoOf(look.by), what: whatOf(look) })}</b>
            <small>{t('looks.n', { n: number(look.n), at: dayAndTime(look.at, zone) })}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Kept = ({ days }: Pick<MyRights, 'days'>) => {
  const t = useT('rights');
  return (
    <Card aria-labelledby="kept">
      <h2 id="kept">{t('kept')}</h2>
      <ul className="rights-list">
        {CLASSES.map((c) => (
          <KeptLine key={c} c={c} time={t('days', { n: number(days[c]) })} />
        ))}
        {BY_RULES.map((c) => (
          <KeptLine key={c} c={c} time={t('kept.rules')} />
        ))}
      </ul>
      <p>{t('kept.counsel')}</p>
    </Card>
  );
};

const KeptLine = ({ c, time }: { c: KeptClass | (typeof BY_RULES)[number]; time: string }) => {
  const t = useT('rights');
  return (
    <li className="rights-kept">
      <span>
        <b>{t(`class.${c}`)}</b>
        <small>{t(`class.${c}.note`)}</small>
        <small>{t('kept.basis', { basis: t(`class.${c}.basis`) })}</small>
      </span>
      <span className="num">{time}</span>
    </li>
  );
};

const Erasure = ({ rights, zone, act }: Part) => {
  const t = useT('rights');
  const [sure, setSure] = useState(false);
  const { erasure, decideDays, keepCertificates } = rights;
  const asked = erasure?.state === 'asked' ? erasure : undefined;
  const refused = erasure?.state === 'refused' ? erasure : undefined;
  return (
    <Card aria-labelledby="erase">
      <h2 id="erase">{t('erase')}</h2>
      <p>{t('erase.note', { n: number(decideDays) })}</p>
      <ul className="rights-points">
        <li>{t('erase.gone')}</li>
        <li>{t(keepCertificates ? 'erase.certs.kept' : 'erase.certs')}</li>
        <li>{t('erase.stays')}</li>
      </ul>
      {refused && <p>{t('erase.refused', { reason: refused.reason ?? '' })}</p>}
      {asked ? (
        <>
          <p role="status">
            {t('erase.asked', { at: dayOf(asked.askedAt, zone), due: dayOf(asked.dueAt, zone) })}
          </p>
          <Button onClick={() => act(withdrawErasure())}>{t('erase.withdraw')}</Button>
        </>
      ) : (
        <Button look="danger" onClick={() => setSure(true)}>
          {t('erase.go')}
        </Button>
      )}
      {sure && (
        <Dialog title={t('erase.sure')} onClose={() => setSure(false)}>
          <p>{t('erase.gone')}</p>
          <p>{t('erase.note', { n: number(decideDays) })}</p>
          <p className="rights-acts">
            <Button onClick={() => setSure(false)}>{t('erase.no')}</Button>
            <Button
              look="danger"
              onClick={() => {
                setSure(false);
                act(askErasure());
              }}
            >
              {t('erase.yes')}
            </Button>
          </p>
        </Dialog>
      )}
    </Card>
  );
};

import { type FormEvent, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import type { CertificateView } from '../../../server/domain/api-programme.ts';
import { lang, pick, pickedLang, useT } from '../../i18n/index.ts';
import { certificateCredential, certificateOf, certificatePdf } from '../../net/programme.ts';
import { go } from '../../stores/screen.ts';
import { session } from '../../stores/session.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { LangSwitch } from '../LangSwitch.tsx';
import { Button, Card, Field, Icon } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { Shore } from '../Shore.tsx';
import { Waiting } from '../Waiting.tsx';
import { useLoaded } from './use-loaded.ts';
import './certificate.css';

const dateOf = (at: number): string =>
  new Date(at).toLocaleDateString(lang() === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'long' });

/** A certificate for anyone who has its code, signed in or not: who, what, when, whether it holds, and how to check. */
export const Certificate = ({ code }: { code: string }) => {
  const t = useT('programme');
  const ask = useCallback(() => certificateOf(code), [code]);
  const { value, fault, load } = useLoaded(ask);
  if (fault === 'certificate.unknown' || fault === 'not_found') return <Unknown code={code} />;
  if (fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Shore calm>
      <LangSwitch />
      {value === undefined ? <Waiting text={t('certificate.loading')} /> : <Shown view={value} />}
    </Shore>
  );
};

const Shown = ({ view }: { view: CertificateView }) => (
  <main className="cert">
    <Paper view={view} />
    <Verdict view={view} />
    <HowToCheck view={view} />
  </main>
);

/** The certificate itself; the only thing that is printed. */
const Paper = ({ view }: { view: CertificateView }) => {
  const t = useT('programme');
  return (
    <article className={`cert-paper${view.valid ? '' : ' cert-off'}`}>
      <div className="cert-in">
        <p className="cert-org">{view.org}</p>
        <h1>{t(`certificate.head.${view.kind}`)}</h1>
        <p className="cert-to">{t('certificate.to')}</p>
        <p className="cert-who">{view.person}</p>
        <p className="cert-body" lang={pickedLang(view.quest)}>
          {t(`certificate.body.${view.kind}`, { org: view.org, quest: pick(view.quest) })}
        </p>
        <div className="cert-seal" aria-hidden="true">
          <Picture name="military-medal" size={104} />
        </div>
        <dl className="cert-facts">
          <div>
            <dt>{t('certificate.date')}</dt>
            <dd>{dateOf(view.issuedAt)}</dd>
          </div>
          <div>
            <dt>{t('certificate.serial')}</dt>
            <dd className="cert-mono">{view.serial}</dd>
          </div>
          <div>
            <dt>{t('certificate.code')}</dt>
            <dd className="cert-mono">{view.code}</dd>
          </div>
        </dl>
      </div>
    </article>
  );
};

const Verdict = ({ view }: { view: CertificateView }) => {
  const t = useT('programme');
  const state = view.valid ? 'valid' : view.revokedAt === undefined ? 'invalid' : 'revoked';
  return (
    <section className={`cert-verdict cert-${state}`} role="status">
      <Icon name={view.valid ? 'check-mark-button' : 'cross-mark'} size={40} />
      <div>
        <h2>{t(`certificate.${state}`)}</h2>
        <p>
          {state === 'revoked'
            ? t('certificate.revoked.line', { at: dateOf(view.revokedAt ?? 0) })
            : t(`certificate.${state}.line`)}
        </p>
      </div>
    </section>
  );
};

const HowToCheck = ({ view }: { view: CertificateView }) => {
  const t = useT('programme');
  const url = `${location.origin}/certificate/${encodeURIComponent(view.code)}`;
  const copy = (): void => {
    navigator.clipboard?.writeText(url).then(
      () => say(t('certificate.copied'), { icon: 'check-mark-button', tone: 'good' }),
      () => undefined,
    );
  };
  return (
    <Card className="cert-check" aria-label={t('certificate.check')}>
      <h2>{t('certificate.check')}</h2>
      <ol>
        <li>{t('certificate.check.page', { url })}</li>
        <li>{t('certificate.check.file')}</li>
      </ol>
      <dl>
        <dt>{t('certificate.hash')}</dt>
        <dd className="cert-mono">{view.hash}</dd>
      </dl>
      <div className="cert-acts">
        <a className="btn btn-soft" href={certificatePdf(view.code)} download>
          <Icon name="page-facing-up" size={22} />
          {t('certificate.pdf')}
        </a>
        <a className="btn btn-soft" href={certificateCredential(view.code)} download>
          <Icon name="locked-with-key" size={22} />
          {t('certificate.json')}
        </a>
        <Button icon="label" onClick={copy}>
          {t('certificate.copy')}
        </Button>
        <Button icon="memo" onClick={() => print()}>
          {t('certificate.print')}
        </Button>
        <BackToMap />
      </div>
    </Card>
  );
};

/** Only for who is signed in here. */
const BackToMap = () => {
  const common = useT('common');
  const inside = useStore(session, (s) => s.me !== undefined);
  if (!inside) return null;
  return (
    <Button icon="world-map" onClick={() => go({ name: 'map' })}>
      {common('back.map')}
    </Button>
  );
};

/** No such code: shows what was asked for, and takes another one. */
const Unknown = ({ code }: { code: string }) => {
  const t = useT('programme');
  const [next, setNext] = useState('');
  const look = (e: FormEvent): void => {
    e.preventDefault();
    if (next.trim() !== '') go({ name: 'certificate', code: next.trim() });
  };
  return (
    <Shore calm>
      <LangSwitch />
      <main className="cert-none">
        <Card className="ticket" aria-labelledby="cert-none">
          <div className="ticket-head">
            <Icon name="magnifying-glass-tilted-left" size={64} />
            <h1 id="cert-none">{t('certificate.none')}</h1>
            <p role="alert">{t('certificate.none.line')}</p>
            <small className="cert-mono">{t('certificate.none.code', { code })}</small>
          </div>
          <form onSubmit={look}>
            <Field
              label={t('certificate.another')}
              value={next}
              autoComplete="off"
              spellCheck={false}
              onChange={(e) => setNext(e.target.value)}
            />
            <Button look="cta" wide type="submit" aria-disabled={next.trim() === '' || undefined}>
              {t('certificate.look')}
            </Button>
          </form>
          <BackToMap />
        </Card>
      </main>
    </Shore>
  );
};

import './rights.css';
import { useCallback, useEffect, useState } from 'react';
import type { TraitView } from '../../../server/domain/api-trait.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { answerTrait, loadTraits, setConsent } from '../../net/rights.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { faultText } from '../fault-text.ts';
import { Page } from '../Page.tsx';
import { Button, Card, Progress } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { CONSENT_OF_TRAITS } from './wording.ts';

const POINTS = ['1', '2', '3', '4', '5'] as const;
const STYLES = ['owl', 'lark', 'noon', 'reviser', 'explorer'] as const;

/** Twenty-five statements about oneself, by consent, for nobody else. */
export const TraitsPage = () => {
  const t = useT('traits');
  const { value, fault, load } = useLoaded(useCallback(loadTraits, []));
  const [changed, setChanged] = useState<TraitView>();
  const view = changed ?? value;
  const act = (work: Promise<TraitView>): void => {
    work.then(setChanged, (f: unknown) => say(faultText(faultOf(f)), { tone: 'bad' }));
  };
  const consent = (given: boolean): void =>
    act(setConsent('traits', CONSENT_OF_TRAITS, given).then(loadTraits));
  if (view === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page
      title={t('title')}
      icon="crystal-ball"
      {...(view === undefined || view.on ? { lead: t('lead') } : {})}
    >
      {view === undefined ? (
        <Waiting />
      ) : (
        <>
          <Traits view={view} act={act} consent={consent} />
          <Style view={view} />
        </>
      )}
    </Page>
  );
};

type Part = { view: TraitView; act: (work: Promise<TraitView>) => void; consent: (given: boolean) => void };

const Traits = ({ view, act, consent }: Part) => {
  const t = useT('traits');
  const [again, setAgain] = useState(false);
  if (!view.on)
    return (
      <Card>
        <p>{t('off')}</p>
      </Card>
    );
  if (!view.given) return <Consent onAgree={() => consent(true)} />;
  const open = view.items.some((i) => view.answers[i.id] === undefined);
  return (
    <>
      {open || again ? (
        <Items view={view} act={act} fromStart={again} onEnd={() => setAgain(false)} />
      ) : (
        <Result view={view} onAgain={() => setAgain(true)} />
      )}
      <Button
        look="danger"
        onClick={() => {
          setAgain(false);
          consent(false);
          say(t('withdraw.done'));
        }}
      >
        {t('withdraw')}
      </Button>
    </>
  );
};

const Consent = ({ onAgree }: { onAgree: () => void }) => {
  const t = useT('traits');
  return (
    <Card aria-labelledby="before">
      <h2 id="before">{t('consent.title')}</h2>
      <ul className="rights-points">
        {POINTS.map((n) => (
          <li key={n}>{t(`consent.${n}`)}</li>
        ))}
      </ul>
      <Button look="cta" onClick={onAgree}>
        {t('agree')}
      </Button>
    </Card>
  );
};

type ItemsProps = Omit<Part, 'consent'> & { fromStart: boolean; onEnd: () => void };
/** One statement after the other; the keys 1 to 5 answer. */
const Items = ({ view, act, fromStart, onEnd }: ItemsProps) => {
  const t = useT('traits');
  const { items, scale, answers } = view;
  const first = items.findIndex((i) => answers[i.id] === undefined);
  const [at, setAt] = useState(fromStart || first < 0 ? 0 : first);
  const item = items[at];
  const say5 = useCallback(
    (value: number): void => {
      if (item === undefined) return;
      act(answerTrait(item.id, value));
      if (at + 1 < items.length) setAt(at + 1);
      else onEnd();
    },
    [item, at, items.length, act, onEnd],
  );
  useEffect(() => {
    const press = (e: KeyboardEvent): void => {
      if (!/^[1-5]$/.test(e.key) || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      say5(Number(e.key));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [say5]);
  if (item === undefined) return null;
  return (
    <Card aria-labelledby="item">
      <Progress value={at} max={items.length} label={t('progress', { n: at + 1, of: items.length })} />
      <h2 id="item" aria-live="polite" lang={pickedLang(item.text)}>
        {pick(item.text)}
      </h2>
      <div className="trait-scale">
        {scale.map((text, i) => (
          <Button
            key={text.zh ?? i}
            lang={pickedLang(text)}
            aria-pressed={answers[item.id] === i + 1}
            onClick={() => say5(i + 1)}
          >
            {i + 1} · {pick(text)}
          </Button>
        ))}
      </div>
      <p>
        <small>{t('keys')}</small>
      </p>
      {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('back')}</Button>}
    </Card>
  );
};

const Result = ({ view, onAgain }: { view: TraitView; onAgain: () => void }) => {
  const t = useT('traits');
  return (
    <Card aria-labelledby="result">
      <h2 id="result">{t('result')}</h2>
      <p>{t('result.note')}</p>
      <ul className="rights-list">
        {view.scores.map(({ factor, score, low, high, alpha, sem }) => {
          const { name, low: less, high: more } = view.factors[factor];
          return (
            <li key={factor}>
              <b>{pick(name)}</b> <span className="num">{t('result.text', { score, low, high })}</span>
              <div className="trait-band" aria-hidden="true">
                <i style={{ insetInlineStart: `${low}%`, width: `${high - low}%` }} />
                <b style={{ insetInlineStart: `${score}%` }} />
              </div>
              <div className="trait-ends">
                <span>{pick(less)}</span>
                <span>{pick(more)}</span>
              </div>
              <small>{t('result.alpha', { alpha: alpha.toFixed(2), sem: sem.toFixed(1) })}</small>
            </li>
          );
        })}
      </ul>
      <Button onClick={onAgain}>{t('again')}</Button>
    </Card>
  );
};

const Style = ({ view }: { view: TraitView }) => {
  const t = useT('traits');
  return (
    <Card aria-labelledby="style">
      <h2 id="style">{t('style')}</h2>
      <p>{t('style.note')}</p>
      {view.style.length === 0 && <p className="page-empty">{t('style.none')}</p>}
      <ul className="rights-points">
        {view.style.map(({ id, n }) => {
          const style = STYLES.find((s) => s === id);
          return style === undefined ? null : <li key={id}>{t(`style.${style}`, { n })}</li>;
        })}
      </ul>
    </Card>
  );
};

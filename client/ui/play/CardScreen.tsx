import { useEffect, useRef, useState } from 'react';
import type { CardView, PanelView } from '../../../server/domain/api.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { record } from '../../net/outbox.ts';
import { up } from '../../stores/screen.ts';
import { Button, Icon, Key, Phrases } from '../parts/index.ts';
import { CardTools } from './CardTools.tsx';
import { Fault, Loading } from './Loading.tsx';
import { Outcome } from './Outcome.tsx';
import { Picture } from './Picture.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { ResultFrame } from './ResultFrame.tsx';
import { RichText } from './RichText.tsx';
import { useCard } from './use-card.ts';
import { isTyping, useKeys } from './use-keys.ts';
import { useSwipe } from './use-swipe.ts';
import './play.css';
import './panel.css';
import './tiles.css';
import './answers.css';
import './gaps.css';
import './card.css';
import './result.css';

type Text = Extract<PanelView, { kind: 'text' }>;

/** A study card: panels to leaf through, one check question, "got it" at the end. */
export const CardScreen = ({ station }: { island: string; station: string }) => {
  const t = useT('play');
  const study = useCard(station);
  const [at, setAt] = useState(0);
  const { card, outcome } = study;
  if (study.fault !== undefined)
    return <Fault code={study.fault} onRetry={() => void study.load()} onLeave={up} />;
  if (card === undefined) return <Loading label={t('loading')} onLeave={up} />;
  if (outcome !== undefined)
    return (
      <ResultFrame
        title={t('card.done')}
        line={pick(card.title)}
        joy={outcome.firstTime}
        art={<Picture name="light-bulb" size={170} />}
        onLeave={up}
      >
        <Outcome outcome={outcome} />
      </ResultFrame>
    );
  return <Panels card={card} study={study} at={Math.min(at, card.panels.length - 1)} onGo={setAt} />;
};

type Study = ReturnType<typeof useCard>;
type PanelsProps = {
  card: CardView;
  study: Study;
  at: number;
  onGo: (at: number) => void;
};

const Panels = ({ card, study, at, onGo }: PanelsProps) => {
  const panel = card.panels[at];
  const count = card.panels.length;
  const go = (by: -1 | 1) => {
    if (at + by >= 0 && at + by < count) onGo(at + by);
  };
  const finish = () => {
    const check = card.panels.findIndex((p) => p.kind === 'check');
    if (study.verdict === undefined && check >= 0) onGo(check);
    else void study.complete();
  };
  const swipe = useSwipe(go);
  useKeys(true, (event) => {
    if (isTyping(event.target)) return;
    if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
  });
  useDwell(card.station, at);
  if (panel === undefined) return null;
  const last = at === count - 1;
  return (
    <PlayFrame
      look="card"
      label={pick(card.title)}
      onLeave={up}
      bar={
        <span className="card-head">
          <Icon name="open-book" size={28} />
          <b lang={pickedLang(card.title)}>{pick(card.title)}</b>
        </span>
      }
      count={
        <>
          {at + 1}
          <small>/{count}</small>
        </>
      }
    >
      <div className="study" {...swipe}>
        {panel.kind === 'text' ? (
          <TextPanel key={at} panel={panel} source={card.source} />
        ) : (
          <Check
            card={card}
            panel={panel}
            study={study}
            last={last}
            onNext={() => (last ? finish() : go(1))}
          />
        )}
      </div>
      <StudyFoot
        count={count}
        at={at}
        text={panel.kind === 'text'}
        study={study}
        onGo={onGo}
        onFinish={finish}
      />
    </PlayFrame>
  );
};

type CheckProps = {
  card: CardView;
  panel: Extract<PanelView, { kind: 'check' }>;
  study: Study;
  last: boolean;
  onNext: () => void;
};

const Check = ({ card, panel, study, last, onNext }: CheckProps) => {
  const t = useT('play');
  return (
    <QuestionPanel
      question={panel.question}
      asking={`${card.station}-check`}
      draft={study.draft}
      verdict={study.verdict}
      sending={study.busy}
      badge={<Icon name="red-question-mark" size={36} />}
      mark={<span className="again-mark">{t('card.check')}</span>}
      onDraft={study.choose}
      onCommit={() => void study.answer()}
      onNext={onNext}
      nextLabel={last ? t('card.got.it') : t('card.next')}
      onPainted={study.painted}
    />
  );
};

type FootProps = {
  count: number;
  at: number;
  /** True on a text panel; a check question brings its own buttons. */
  text: boolean;
  study: Study;
  onGo: (at: number) => void;
  onFinish: () => void;
};

const StudyFoot = ({ count, at, text, study, onGo, onFinish }: FootProps) => {
  const t = useT('play');
  return (
    <footer className="study-foot">
      <Button look="glass" aria-disabled={at === 0 || undefined} onClick={() => onGo(Math.max(0, at - 1))}>
        <Key>←</Key>
        {t('card.previous')}
      </Button>
      <Dots count={count} at={at} onGo={onGo} />
      {at < count - 1 ? (
        <Button look="cta" onClick={() => onGo(at + 1)}>
          {t('card.next')}
          <Key>→</Key>
        </Button>
      ) : (
        <span className="study-end">
          <Button look="glass" onClick={() => onGo(0)}>
            {t('card.again')}
          </Button>
          {text && (
            <Button look="cta" busy={study.busy} onClick={onFinish}>
              {study.verdict === undefined ? t('card.check.first') : t('card.got.it')}
            </Button>
          )}
        </span>
      )}
    </footer>
  );
};

/** Records how long each panel was looked at. */
const useDwell = (station: string, at: number): void =>
  useEffect(() => {
    const since = performance.now();
    return () => {
      const dwellMs = Math.round(performance.now() - since);
      void record('card.viewed', { obj: station, data: { side: `panel-${at + 1}`, dwellMs } });
    };
  }, [station, at]);

const TextPanel = ({ panel, source }: { panel: Text; source: CardView['source'] }) => {
  const t = useT('play');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  return (
    <article className="sheet-card">
      <div className="sheet-art">
        <Picture name={panel.picture} size={220} alt={pick(panel.alt)} />
      </div>
      <div className="sheet-text">
        <h1 ref={head} tabIndex={-1} lang={pickedLang(panel.title)}>
          <Phrases text={pick(panel.title)} />
        </h1>
        <RichText body={pick(panel.body)} lang={pickedLang(panel.body)} />
        <div className="sheet-foot">
          <p className="sheet-source">
            <Icon name="scroll" size={22} />
            <span>
              {t('card.source')} <cite lang={pickedLang(source)}>{pick(source)}</cite>
            </span>
          </p>
          <CardTools title={panel.title} body={panel.body} />
        </div>
      </div>
    </article>
  );
};

const Dots = ({ count, at, onGo }: { count: number; at: number; onGo: (at: number) => void }) => {
  const t = useT('play');
  return (
    <ol className="dots" aria-label={t('card.panels')}>
      {Array.from({ length: count }, (_, i) => i).map((i) => (
        <li key={i}>
          <button
            type="button"
            aria-label={t('card.panel', { n: i + 1, total: count })}
            aria-current={i === at ? 'step' : undefined}
            className={i < at ? 'was' : ''}
            onClick={() => onGo(i)}
          />
        </li>
      ))}
    </ol>
  );
};

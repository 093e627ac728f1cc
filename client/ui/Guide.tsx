import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/index.ts';
import { saveSettings } from '../net/session.ts';
import { settings } from '../stores/settings.ts';
import { keepCalm } from '../stores/toast.ts';
import { Button, Dialog, Icon } from './parts/index.ts';

const STEPS = [
  { name: 'tasks', at: ['tasks', 'tasks-nav'] },
  { name: 'island', at: ['isle', 'next'] },
  { name: 'go', at: ['go', 'next'] },
] as const;

const keep = (patch: Parameters<typeof saveSettings>[0]): void =>
  void saveSettings(patch).catch(() => undefined);

/** First visit of the map: one question about sound, then three spotlights. Skippable, replayed from Settings. */
export const Guide = () => {
  const asked = useStore(settings, (s) => s.soundAsked);
  const done = useStore(settings, (s) => s.guideDone);
  const speaks = !asked || !done;
  useEffect(() => (speaks ? keepCalm() : undefined), [speaks]);
  if (!asked) return <SoundQuestion />;
  return done ? null : <Spotlights />;
};

const SoundQuestion = () => {
  const t = useT('guide');
  const answer = (sound: boolean): void => keep({ sound, soundAsked: true });
  return (
    <Dialog title={t('sound.title')} onClose={() => answer(false)} className="sound-question">
      <p className="dialog-lead">
        <Icon name="water-wave" size={44} />
        <span>{t('sound.text')}</span>
      </p>
      <div className="dialog-acts">
        <Button icon="muted-speaker" onClick={() => answer(false)}>
          {t('sound.no')}
        </Button>
        <Button look="cta" icon="speaker-high-volume" data-first onClick={() => answer(true)}>
          {t('sound.yes')}
        </Button>
      </div>
    </Dialog>
  );
};

type Box = { x: number; y: number; w: number; h: number };

const boxOf = (names: readonly string[]): Box | undefined => {
  for (const name of names) {
    const box = document.querySelector(`[data-guide="${name}"]`)?.getBoundingClientRect();
    if (box !== undefined && box.width > 0) return { x: box.x, y: box.y, w: box.width, h: box.height };
  }
  return undefined;
};

/** Follows a thing of the screen; labels move with the camera. */
const useBox = (names: readonly string[]): Box | undefined => {
  const [box, setBox] = useState<Box>();
  useLayoutEffect(() => {
    const measure = (): void => {
      const next = boxOf(names);
      setBox((old) =>
        old?.x === next?.x && old?.y === next?.y && old?.w === next?.w && old?.h === next?.h ? old : next,
      );
    };
    measure();
    const timer = setInterval(measure, 250);
    return () => clearInterval(timer);
  }, [names]);
  return box;
};

/** While the guide speaks, nothing behind it can be reached, and Escape ends it. */
const useAlone = (end: () => void): void => {
  const now = useRef(end);
  now.current = end;
  useEffect(() => {
    const behind = [...document.querySelectorAll<HTMLElement>('#ui > main, #ui > nav')];
    for (const part of behind) part.inert = true;
    const press = (e: KeyboardEvent): void => {
      if (e.key === 'Escape') now.current();
      if (!(e.target instanceof HTMLElement) || e.target.closest('.guide') === null) {
        e.preventDefault();
        document.querySelector<HTMLElement>('.guide .btn-cta')?.focus();
      }
      e.stopPropagation();
    };
    addEventListener('keydown', press, { capture: true });
    return () => {
      removeEventListener('keydown', press, { capture: true });
      for (const part of behind) part.inert = false;
    };
  }, []);
};

const Spotlights = () => {
  const t = useT('guide');
  const [n, setN] = useState(0);
  const next = useRef<HTMLButtonElement>(null);
  const step = STEPS[n] ?? STEPS[0];
  const box = useBox(step.at);
  const finish = (): void => keep({ guideDone: true });
  useAlone(finish);
  const shown = box !== undefined;
  useEffect(() => {
    if (shown && n >= 0) next.current?.focus({ preventScroll: true });
  }, [n, shown]);
  if (box === undefined) return null;
  const label = t('label', { n: n + 1, total: STEPS.length });
  const above = box.y + box.h / 2 > innerHeight / 2;
  const left = Math.min(Math.max(12, box.x + box.w / 2 - 160), Math.max(12, innerWidth - 332));
  return (
    <div className="guide" role="dialog" aria-modal="true" aria-label={label}>
      <div
        className="guide-light"
        style={{ left: box.x - 8, top: box.y - 8, width: box.w + 16, height: box.h + 16 }}
      />
      <div
        className="card guide-card"
        style={above ? { left, bottom: innerHeight - box.y + 22 } : { left, top: box.y + box.h + 22 }}
      >
        <small className="over" aria-hidden="true">
          {n + 1} / {STEPS.length}
        </small>
        <h2>{t(`${step.name}.title`)}</h2>
        <p>{t(`${step.name}.text`)}</p>
        <div className="dialog-acts">
          <Button look="link" onClick={finish}>
            {t('skip')}
          </Button>
          <Button ref={next} look="cta" onClick={() => (n + 1 < STEPS.length ? setN(n + 1) : finish())}>
            {n + 1 < STEPS.length ? t('next') : t('done')}
          </Button>
        </div>
      </div>
    </div>
  );
};

import { useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { ReadingView } from '../../../server/domain/api-kind.ts';
import { NOTE_LEAST, NOTE_MOST, READING_TITLES } from '../../../server/domain/reading.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadReading, saveNote } from '../../net/kind.ts';
import { loadQuest } from '../../net/quest.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, Progress } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { ReadingWall } from './ReadingWall.tsx';
import { StreakCalendar } from './StreakCalendar.tsx';
import { TextArea } from './TextArea.tsx';
import './kind.css';
import './reading.css';

/** The reading check-in: today's note, the challenge, five weeks at a glance, what colleagues read. */
export const Reading = (_: { me: Me }) => {
  const t = useT('kind');
  const { value, fault, load, set } = useLoaded(loadReading);
  const [saved, setSaved] = useState(0);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t('read.title')} icon="open-book" lead={t('read.lead')}>
      {value === undefined ? (
        <Waiting />
      ) : (
        <>
          <Today
            view={value}
            onSave={(next) => {
              set(next);
              setSaved((n) => n + 1);
            }}
          />
          <Challenge view={value} />
          <Card aria-label={t('days.title')} className="streaks">
            <h2>{t('days.title')}</h2>
            <StreakCalendar name={t('days.voyage')} icon="sailboat" {...value.voyage} />
            <StreakCalendar
              name={t('days.read')}
              icon="open-book"
              streak={value.streak}
              calendar={value.calendar}
            />
            <p className="field-hint">{t('days.note')}</p>
          </Card>
          <ReadingWall again={saved} />
        </>
      )}
    </Page>
  );
};

const Today = ({ view, onSave }: { view: ReadingView; onSave: (view: ReadingView) => void }) => {
  const t = useT('kind');
  const [text, setText] = useState(view.today?.text ?? '');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const words = text.trim();
  const n = [...words].length;
  const fits = n >= NOTE_LEAST && n <= NOTE_MOST && words !== view.today?.text;
  const save = (): void => {
    if (!fits || busy) return;
    setBusy(true);
    setFault(undefined);
    saveNote(words)
      .then(
        ({ coins, ...next }) => {
          onSave(next);
          if (coins > 0) void loadQuest();
          say(coins > 0 ? t('read.saved', { count: coins, n: next.days }) : t('read.changed'), {
            icon: 'open-book',
            tone: 'good',
          });
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Card aria-label={t('read.today')} className="read-today">
      <h2>{t(view.today === undefined ? 'read.today' : 'read.today.done')}</h2>
      <TextArea
        label={t('read.text')}
        value={text}
        most={NOTE_MOST}
        rows={4}
        hint={t('read.text.hint', { least: NOTE_LEAST })}
        onChange={setText}
      />
      <FaultNote code={fault} />
      <div className="dialog-acts">
        <Button look="cta" icon="open-book" busy={busy} aria-disabled={!fits || undefined} onClick={save}>
          {t(view.today === undefined ? 'read.go' : 'read.change')}
        </Button>
      </div>
    </Card>
  );
};

const Challenge = ({ view: { days, next } }: { view: ReadingView }) => {
  const t = useT('kind');
  const goal = READING_TITLES.at(-1) ?? 0;
  return (
    <Card aria-label={t('read.challenge')} className="challenge">
      <h2>{t('read.challenge')}</h2>
      <p>{next === undefined ? t('read.all') : t('read.next', { count: next - days, next })}</p>
      <Progress value={Math.min(days, goal)} max={goal} label={t('read.of', { days, goal })} />
      <ol className="challenge-marks">
        {READING_TITLES.map((n) => (
          <li key={n} className={days >= n ? 'on' : ''} style={{ left: `${(n / goal) * 100}%` }}>
            <Icon name={days >= n ? 'sports-medal' : 'locked'} size={30} />
            <span className="num">{n}</span>
            <span className="sr-only">{t(days >= n ? 'read.reached' : 'read.ahead')}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
};

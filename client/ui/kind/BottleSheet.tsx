import { useCallback, useState } from 'react';
import type { StationView } from '../../../server/domain/api.ts';
import type { BottlesAt, BottleView } from '../../../server/domain/api-kind.ts';
import { MOST_BOTTLE_TEXT } from '../../../server/domain/bottle.ts';
import { pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { bottlesAt, leaveBottle, likeBottle, readBottle, takeBottle } from '../../net/kind.ts';
import { askAbout, setBottlesAt } from '../../stores/kind.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, Button, Icon, Sheet } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { whenOf } from '../programme/when.ts';
import { Waiting } from '../Waiting.tsx';
import { FaceLine } from './FaceLine.tsx';
import { LikeButton } from './LikeButton.tsx';
import { ReportButton } from './ReportButton.tsx';
import { TextArea } from './TextArea.tsx';
import './kind.css';

type Props = { station: StationView; onClose: () => void };

/** The bottles of a station: open one, leave or change mine, ask the colleagues instead. */
export const BottleSheet = ({ station, onClose }: Props) => {
  const t = useT('kind');
  const ask = useCallback(() => bottlesAt(station.id), [station.id]);
  const { value, fault, load, set } = useLoaded(ask);
  const keep = (at: BottlesAt): void => {
    set(at);
    setBottlesAt(station.id, at);
  };
  return (
    <Sheet title={t('bottle.title', { name: pick(station.name) })} onClose={onClose} className="bottle-sheet">
      {value === undefined && fault === undefined && <Waiting />}
      {fault !== undefined && (
        <>
          <FaultNote code={fault} />
          <Button onClick={load}>{t('again')}</Button>
        </>
      )}
      {value !== undefined && (
        <>
          <Reader station={station.id} at={value} onRead={(unread) => keep({ ...value, unread })} />
          <Own station={station.id} at={value} onChange={keep} />
          <p className="bottle-ask">
            <Button
              look="link"
              onClick={() => {
                askAbout(station.id);
                go({ name: 'asks' });
              }}
            >
              {t('bottle.ask')}
            </Button>
          </p>
        </>
      )}
    </Sheet>
  );
};

type ReaderProps = { station: string; at: BottlesAt; onRead: (unread: number) => void };

const Reader = ({ station, at, onRead }: ReaderProps) => {
  const t = useT('kind');
  const [bottle, setBottle] = useState<BottleView>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const others = at.n - (at.mine === undefined ? 0 : 1);
  const open = (): void => {
    setBusy(true);
    setFault(undefined);
    readBottle(station, bottle?.id)
      .then(
        (read) => {
          setBottle(read.bottle);
          onRead(read.unread);
          announce(`${read.bottle.author.name}: ${read.bottle.text}`);
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  if (others < 1)
    return (
      <p className="kind-none">
        <Icon name="message-bottle" size={72} />
        {t(at.may ? 'bottle.none.may' : 'bottle.none')}
      </p>
    );
  return (
    <section className="bottle-read" aria-label={t('bottle.read')}>
      {bottle === undefined ? (
        <p className="kind-none">
          <Icon name="message-bottle" size={72} />
          {t('bottle.lead', { count: others })}
        </p>
      ) : (
        <Opened bottle={bottle} onChange={setBottle} />
      )}
      <FaultNote code={fault} />
      {(bottle === undefined || others > 1) && (
        <Button look="cta" wide busy={busy} data-first onClick={open}>
          {t(bottle === undefined ? 'bottle.first' : 'bottle.next')}
          {at.unread > 0 && <small>{t('bottle.unread', { count: at.unread })}</small>}
        </Button>
      )}
    </section>
  );
};

const Opened = ({ bottle, onChange }: { bottle: BottleView; onChange: (next: BottleView) => void }) => (
  <article className="bottle-paper" key={bottle.id}>
    <p className="kind-text">{bottle.text}</p>
    <footer>
      <FaceLine face={bottle.author}>{whenOf(bottle.at, Date.now())}</FaceLine>
      <LikeButton
        {...bottle}
        name={bottle.author.name}
        onLike={(on) => likeBottle(bottle.id, on).then(onChange)}
      />
      <ReportButton kind="bottle" obj={bottle.id} name={bottle.author.name} />
    </footer>
  </article>
);

type OwnProps = { station: string; at: BottlesAt; onChange: (at: BottlesAt) => void };

const Own = ({ station, at, onChange }: OwnProps) => {
  const t = useT('kind');
  const [text, setText] = useState(at.mine?.text ?? '');
  const [writing, setWriting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const act = (work: Promise<BottlesAt>, done: string): void => {
    setBusy(true);
    setFault(undefined);
    work
      .then(
        (next) => {
          onChange(next);
          setWriting(false);
          say(done, { icon: 'message-bottle', tone: 'good' });
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  if (!at.may) return <p className="bottle-hint">{t('bottle.later')}</p>;
  if (!writing)
    return (
      <section className="bottle-own" aria-label={t('bottle.mine')}>
        {at.mine !== undefined && <Mine mine={at.mine} />}
        <FaultNote code={fault} />
        <div className="dialog-acts">
          {at.mine !== undefined && (
            <Button look="link" busy={busy} onClick={() => act(takeBottle(station), t('bottle.taken'))}>
              {t('bottle.take')}
            </Button>
          )}
          <Button icon="memo" onClick={() => setWriting(true)}>
            {t(at.mine === undefined ? 'bottle.leave' : 'bottle.change')}
          </Button>
        </div>
      </section>
    );
  const words = text.trim();
  const fits = words !== '' && [...words].length <= MOST_BOTTLE_TEXT;
  return (
    <section className="bottle-own" aria-label={t('bottle.mine')}>
      <TextArea
        label={t('bottle.text')}
        hint={t('bottle.text.hint')}
        value={text}
        most={MOST_BOTTLE_TEXT}
        rows={4}
        onChange={setText}
      />
      <FaultNote code={fault} />
      <div className="dialog-acts">
        <Button onClick={() => setWriting(false)}>{t('cancel')}</Button>
        <Button
          look="cta"
          busy={busy}
          aria-disabled={!fits || undefined}
          onClick={() => fits && act(leaveBottle(station, words), t('bottle.left'))}
        >
          {t('bottle.throw')}
        </Button>
      </div>
    </section>
  );
};

const Mine = ({ mine }: { mine: BottleView }) => {
  const t = useT('kind');
  return (
    <div className="bottle-mine">
      <small>{t('bottle.mine')}</small>
      <p className="kind-text">{mine.text}</p>
      {mine.likes > 0 && <span className="like-count">{t('like.count', { count: mine.likes })}</span>}
    </div>
  );
};

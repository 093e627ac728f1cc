import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BillView } from '../../../server/domain/api-bill.ts';
import type { Story } from '../../../server/domain/bill.ts';
import { number, percent, pick, useT } from '../../i18n/index.ts';
import { loadBill } from '../../net/bill.ts';
import { go } from '../../stores/screen.ts';
import { useFetched } from '../honours/use-fetched.ts';
import { useKeys } from '../keys.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, Phrases } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { minutesOf } from './lines.ts';
import './story.css';

/** The annual report as eight cards; days and answers first, a wish last. */
export const StoryPage = ({ year }: { me: Me; year: string }) => {
  const t = useT('bill');
  const fetchIt = useCallback(() => loadBill({ kind: 'year', ref: year }), [year]);
  const { value, fault, again } = useFetched(fetchIt);
  return (
    <Page title={t('story.title', { year })} icon="sparkles">
      {fault !== undefined && (
        <Card>
          <FaultNote code={fault} />
          <Button onClick={again}>↻</Button>
        </Card>
      )}
      {value === undefined && fault === undefined && <Waiting />}
      {value?.doc.story !== undefined && <Cards view={value} story={value.doc.story} />}
    </Page>
  );
};

const SWIPE_PX = 48;

const Cards = ({ view, story }: { view: BillView; story: Story }) => {
  const t = useT('bill');
  const [at, setAt] = useState(0);
  const down = useRef<number>(undefined);
  const cards = useCards(view, story);
  const of = cards.length;
  const move = (by: number): void => setAt((now) => Math.min(of - 1, Math.max(0, now + by)));
  useKeys({ ArrowRight: () => move(1), ArrowLeft: () => move(-1) });
  const card = cards[at];
  if (card === undefined) return null;
  return (
    <section
      className="story"
      aria-roledescription="carousel"
      aria-label={t('story.title', { year: view.doc.ref })}
      onPointerDown={(e) => {
        down.current = e.clientX;
      }}
      onPointerUp={(e) => {
        const by = e.clientX - (down.current ?? e.clientX);
        if (Math.abs(by) >= SWIPE_PX) move(by < 0 ? 1 : -1);
      }}
    >
      <div className={`story-card story-${card.id}`} key={card.id} aria-live="polite">
        <p className="sr-only">{t('story.card', { n: at + 1, of })}</p>
        {card.body}
      </div>
      <div className="story-dots">
        {cards.map((c, i) => (
          <button
            key={c.id}
            type="button"
            aria-label={t('story.card', { n: i + 1, of })}
            aria-current={i === at || undefined}
            onClick={() => setAt(i)}
          >
            <span />
          </button>
        ))}
      </div>
      <div className="bill-acts">
        <Button disabled={at === 0} onClick={() => move(-1)}>
          {t('story.back')}
        </Button>
        {at < of - 1 ? (
          <Button look="cta" onClick={() => move(1)}>
            {t('story.next')}
          </Button>
        ) : (
          <Button
            look="cta"
            onClick={() => go(view.id === null ? { name: 'bill' } : { name: 'bill', bill: view.id })}
          >
            {t('story.bill')}
          </Button>
        )}
      </div>
    </section>
  );
};

type CardBody = { icon: string; head: string; big?: ReactNode; line?: string };
const Body = ({ icon, head, big, line }: CardBody) => (
  <>
    <Icon name={icon} size={112} />
    <h2>
      <Phrases text={head} />
    </h2>
    {big !== undefined && <p className="story-big">{big}</p>}
    {line !== undefined && <p className="story-line">{line}</p>}
  </>
);

const useCards = ({ doc, partner }: BillView, story: Story): { id: string; body: ReactNode }[] => {
  const t = useT('bill');
  const { sums } = doc;
  const { hardest, rarest, island } = story;
  const tries = (n: number): string =>
    n > 1 ? t('story.hardest.line', { n: number(n) }) : t('story.hardest.once');
  const cards: [string, ReactNode][] = [
    [
      'days',
      <Body
        key="d"
        icon="sunrise"
        head={t('story.days', { n: number(sums.days) })}
        line={t('story.days.line', { time: minutesOf(sums.activeMs) })}
      />,
    ],
    [
      'answers',
      <Body
        key="a"
        icon="bullseye"
        head={t('story.answers', { n: number(sums.answers) })}
        line={t('story.answers.line', { n: number(sums.correct), repaired: number(sums.repaired) })}
      />,
    ],
    ['growth', <Growth key="g" growth={story.growth} />],
    [
      'hardest',
      <Body
        key="h"
        icon="snow-capped-mountain"
        head={t('story.hardest')}
        {...(hardest
          ? { big: pick(hardest.stem), line: tries(hardest.tries) }
          : { line: t('story.hardest.none') })}
      />,
    ],
    [
      'partner',
      <Body
        key="p"
        icon="handshake"
        head={t('story.partner')}
        {...(story.partner
          ? {
              big: partner ?? t('story.partner.some'),
              line: t('story.partner.line', {
                given: number(story.partner.given),
                got: number(story.partner.got),
              }),
            }
          : { line: t('story.partner.none') })}
      />,
    ],
    [
      'rarest',
      <Body
        key="r"
        icon={rarest?.icon ?? 'crown'}
        head={t('story.rarest')}
        {...(rarest
          ? {
              big: pick(rarest.name),
              line: t('story.rarest.line', { n: number(rarest.holders), of: number(rarest.of) }),
            }
          : { line: t('story.rarest.none') })}
      />,
    ],
    ['island', <Scene key="i" island={island} />],
    [
      'wish',
      <Body key="w" icon="shooting-star" head={t('story.wish')} big={<Phrases text={pick(story.wish)} />} />,
    ],
  ];
  return cards.map(([id, body]) => ({ id, body }));
};

/** Two bands on one scale from 0 to 100 %: where it began, where it is. */
const Growth = ({ growth }: { growth: Story['growth'] }) => {
  const t = useT('bill');
  if (growth === null) return <Body icon="seedling" head={t('story.growth')} line={t('story.growth.none')} />;
  const rows = [
    { name: t('story.growth.from'), band: growth.from },
    { name: t('story.growth.to'), band: growth.to },
  ];
  return (
    <>
      <Body icon="seedling" head={t('story.growth')} line={t('story.growth.line')} />
      <dl className="story-bands">
        {rows.map(({ name, band }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {t('band', { low: percent(band.low), high: percent(band.high) })}
              <span className="story-scale" aria-hidden="true">
                <i style={{ left: `${100 * band.low}%`, width: `${100 * (band.high - band.low)}%` }} />
                <b style={{ left: `${100 * band.p}%` }} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
};

const Scene = ({ island }: { island: Story['island'] }) => {
  const t = useT('bill');
  if (island === null)
    return <Body icon="desert-island" head={t('story.island')} line={t('story.island.none')} />;
  return (
    <figure className="story-scene">
      <img
        src={`/art/level/${island.island}.webp`}
        alt={pick(island.name)}
        onError={(event) => {
          const small = '/icons/desert-island.webp';
          if (!event.currentTarget.src.endsWith(small)) event.currentTarget.src = small;
        }}
      />
      <figcaption>
        <b>{pick(island.name)}</b>
        <span>
          {t('story.island')} · {Math.floor(island.day / 100) % 100}.{island.day % 100}
        </span>
      </figcaption>
    </figure>
  );
};

import { type CSSProperties, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BillView } from '../../../server/domain/api-bill.ts';
import type { BillDoc, BillLine } from '../../../server/domain/bill.ts';
import { dayAndTime, number, pick, useT } from '../../i18n/index.ts';
import { Icon, Phrases } from '../parts/index.ts';
import { LineSheet } from './LineSheet.tsx';
import { amountOf, comparedText, honourText, nameOf, SECTIONS } from './lines.ts';

type Props = { me: Me; view: BillView; onChanged: () => void };

/** The till receipt: honour, lines that open to their events, the proud line, the remark, the seal. */
export const Receipt = ({ me, view, onChanged }: Props) => {
  const t = useT('bill');
  const [open, setOpen] = useState<BillLine>();
  const { doc } = view;
  const compared = comparedText(doc);
  let nth = 0;
  const row = (line: BillLine) => (
    <Line key={line} line={line} doc={doc} nth={nth++} onOpen={() => setOpen(line)} />
  );
  return (
    <section className="till" aria-label={nameOf(doc)}>
      <div className="till-paper">
        <header className="till-head">
          <p className="till-shop">{t('org', { name: me.org.name })}</p>
          <h2>{nameOf(doc)}</h2>
          <p className="till-state">
            {view.live
              ? `${doc.kind === 'year' ? t('preview') : t('live')} · ${dayAndTime(view.at, me.org.zone)}`
              : `${t('frozen')} · ${dayAndTime(view.at, me.org.zone)}`}
          </p>
        </header>
        {doc.honour !== null && <Honour doc={doc} />}
        {SECTIONS.map(({ id, lines }) => (
          <div className="till-part" key={id}>
            <h3>{t(`section.${id}`)}</h3>
            <dl>{lines.map(row)}</dl>
            {id === 'learn' && <dl className="till-proud">{row('repaired')}</dl>}
          </div>
        ))}
        {compared !== undefined && (
          <p className="till-note">
            <Icon name="mirror" size={28} />
            <span>
              <b>{t('compared')}</b>
              {compared}
            </span>
          </p>
        )}
        {doc.rank !== null && (
          <p className="till-note">
            <Icon name="trophy" size={28} />
            <span>{t('rank', { p: doc.rank.percentile, n: number(doc.rank.n) })}</span>
          </p>
        )}
        <blockquote className={`till-remark till-${doc.remark.tone}`}>
          <Phrases text={pick(doc.remark)} />
        </blockquote>
        <Seal view={view} />
        <p className="till-thanks">{t('thanks')}</p>
      </div>
      {open !== undefined && (
        <LineSheet me={me} view={view} line={open} onChanged={onChanged} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
};

const Honour = ({ doc }: { doc: BillDoc }) => {
  const t = useT('bill');
  if (doc.honour === null) return null;
  const { name, why } = honourText(doc.honour);
  return (
    <div className="till-honour">
      <Icon name={doc.honour.icon} size={72} />
      <p>
        <small>{t('honour')}</small>
        <b>{name}</b>
        <span>
          {why} · {t('rule', { n: doc.honour.rule })}
        </span>
      </p>
    </div>
  );
};

type LineProps = { line: BillLine; doc: BillDoc; nth: number; onOpen: () => void };
const Line = ({ line, doc, nth, onOpen }: LineProps) => {
  const t = useT('bill');
  const name = t(`line.${line}`);
  return (
    <div className="till-line" style={{ '--nth': nth } as CSSProperties}>
      <dt>
        {line === 'repaired' && <Icon name="ghost" size={28} />}
        {name}
        {line === 'repaired' && doc.sums.repaired > 0 && <small>{t('proud')}</small>}
      </dt>
      <dd>
        <button
          type="button"
          className="till-open"
          aria-label={`${amountOf(line, doc)} · ${t('open', { line: name })}`}
          onClick={onOpen}
        >
          {amountOf(line, doc)}
          <span aria-hidden="true">›</span>
        </button>
      </dd>
    </div>
  );
};

/** The bars are drawn from the hash: two bills never have the same. */
const Seal = ({ view }: { view: BillView }) => {
  const t = useT('bill');
  const { hash, before } = view;
  if (hash === null) return <div className="till-tear" aria-hidden="true" />;
  let x = 0;
  const bars = [...hash].map((digit) => {
    const at = x;
    const width = 1 + (Number.parseInt(digit, 16) % 4);
    x += width + 1 + (Number.parseInt(digit, 16) >> 2) / 2;
    return { at, width };
  });
  return (
    <div className="till-seal">
      <svg viewBox={`0 0 ${x} 24`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ at, width }) => (
          <rect key={at} x={at} y="0" width={width} height="24" />
        ))}
      </svg>
      <details className="details">
        <summary>{t('no', { no: hash.slice(0, 12) })}</summary>
        <p>
          {t('frozen.note')} <code>{hash}</code>
        </p>
        {before.map((old) => (
          <p key={old.hash}>
            {t('frozen.before')} <code>{old.hash}</code>
          </p>
        ))}
      </details>
    </div>
  );
};

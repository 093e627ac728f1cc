import { useMemo } from 'react';
import { encode } from 'uqr';
import type { BattleInfo } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';

export const joinLink = (pin: string): string => `${location.origin}/join/${pin}`;

const pathOf = (text: string): { size: number; path: string } => {
  const { size, data } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size, path };
};

/** A QR code of the address that leads straight in; the address stands beside it. */
export const Qr = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => pathOf(text), [text]);
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};

/** Six digits as large as there is room for, said one by one. */
export const Pin = ({ pin }: { pin: string }) => {
  const t = useT('host');
  return (
    <p className="pin num" role="img" aria-label={t('pin.said', { pin: [...pin].join(' ') })}>
      <span>{pin.slice(0, 3)}</span>
      <span>{pin.slice(3)}</span>
    </p>
  );
};

/** How to get in: PIN, QR code and address. */
export const Invite = ({ info }: { info: BattleInfo }) => {
  const t = useT('host');
  if (info.pin === undefined) return <p className="invite-none">{t('pin.none')}</p>;
  const link = joinLink(info.pin);
  return (
    <section className="invite" aria-label={t('invite')}>
      <div className="invite-pin">
        <p className="invite-over">{t('pin')}</p>
        <Pin pin={info.pin} />
        <p className="invite-link">{link.replace(/^https?:\/\//u, '')}</p>
      </div>
      <figure className="invite-qr">
        <Qr text={link} label={t('qr', { link })} />
        <figcaption>{t('qr.hint')}</figcaption>
      </figure>
    </section>
  );
};

import { useT } from '../../i18n/index.ts';

/** Zero to three stars. `quiet` when the name around it already says the number. */
export const Stars = ({ n, size = 14, quiet = false }: { n: number; size?: number; quiet?: boolean }) => {
  const t = useT('common');
  const said = quiet ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t('stars.n', { n }) };
  return (
    <span className="stars" style={{ fontSize: size }} {...said}>
      {[1, 2, 3].map((k) => (
        <i key={k} className={k <= n ? 'on' : ''}>
          ★
        </i>
      ))}
    </span>
  );
};

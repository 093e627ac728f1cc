import { type QuestFault, questFaultText } from '../../../server/domain/quest-faults.ts';
import { lang } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { type Build, islandAt, type Spot, stationAt } from './build.ts';
import { spotOfFault } from './faults.ts';
import { nameIn } from './names.ts';

const placeName = (build: Build, spot: Spot, unnamed: string): string =>
  [islandAt(build, spot), stationAt(build, spot)]
    .flatMap((thing) => (thing === undefined ? [] : [nameIn(thing.name) || unnamed]))
    .join(' › ');

type Props = { build: Build; faults: readonly QuestFault[] | undefined; onGo: (fault: QuestFault) => void };

/** What still has to be mended, each with the way to its field; undefined = not known yet. */
export const FaultList = ({ build, faults, onGo }: Props) => {
  const t = useS('quests');
  if (faults === undefined) return <p className="qb-faults-none">{t('faults.checking')}</p>;
  if (faults.length === 0) return <p className="qb-faults-none is-good">✓ {t('faults.none')}</p>;
  return (
    <details className="qb-faults">
      <summary>{t('faults', { count: faults.length })}</summary>
      <ul>
        {faults.map((f) => {
          const { reason, cure } = questFaultText(f, lang());
          const place = placeName(build, spotOfFault(build, f.path), t('unnamed'));
          return (
            <li key={`${f.path} ${f.code} ${JSON.stringify(f.details ?? {})}`}>
              <button type="button" onClick={() => onGo(f)}>
                <b>{place || t('tree.quest')}</b>
                <span>
                  {reason} {cure}
                </span>
                <em>{t('faults.go')} →</em>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
};

/** Brings the field of a fault into view and the focus to its first control. */
export const focusField = (path: string): void => {
  const parts = path.split('.');
  for (let n = parts.length; n > 0; n -= 1) {
    const field = document.querySelector<HTMLElement>(
      `.qb-form [data-path="${CSS.escape(parts.slice(0, n).join('.'))}"]`,
    );
    if (field === null) continue;
    field.scrollIntoView({ block: 'center' });
    const control = field.matches('input, textarea, select, button')
      ? field
      : field.querySelector<HTMLElement>('input, textarea, select, button');
    control?.focus({ preventScroll: true });
    return;
  }
  document.querySelector<HTMLElement>('.qb-form input, .qb-form button')?.focus();
};

import { useId, useState } from 'react';
import type { Corrections } from '../../../server/domain/api-practice.ts';
import { number, percent, useT } from '../../i18n/index.ts';
import { Card } from '../parts/index.ts';

type Name = 'rate' | 'durable' | 'open' | 'answers';
type Figure = { name: Name; value: string; of?: string };

const useFigures = ({ answers, wrong, corrected, durable, open }: Corrections): Figure[] => {
  const t = useT('practice');
  const of = (n: number) => t('numbers.of', { n, total: wrong });
  return [
    {
      name: 'rate',
      value: wrong === 0 ? t('numbers.none') : percent(corrected / wrong),
      ...(wrong === 0 ? {} : { of: of(corrected) }),
    },
    {
      name: 'durable',
      value: wrong === 0 ? t('numbers.none') : number(durable),
      ...(wrong === 0 ? {} : { of: of(durable) }),
    },
    { name: 'open', value: number(open), ...(wrong === 0 ? {} : { of: of(open) }) },
    { name: 'answers', value: number(answers) },
  ];
};

/** Corrected, kept, still open, answered; each with its exact definition one tap away. */
export const Numbers = ({ corrections }: { corrections: Corrections }) => {
  const t = useT('practice');
  const id = useId();
  const figures = useFigures(corrections);
  const [shown, setShown] = useState<Name>();
  return (
    <Card className="hub-wide" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('numbers')}</h2>
      <dl className="own">
        {figures.map(({ name, value, of }) => (
          <div key={name} className={`own-${name}`}>
            <dt>
              {t(`numbers.${name}`)}
              <button
                type="button"
                className="own-what"
                title={t(`numbers.${name}.what`, { right: corrections.correct })}
                aria-label={t('numbers.about', { name: t(`numbers.${name}`) })}
                aria-expanded={shown === name}
                aria-controls={`${id}-what`}
                onClick={() => setShown((now) => (now === name ? undefined : name))}
              >
                ?
              </button>
            </dt>
            <dd>
              <b className="num">{value}</b>
              {of !== undefined && <small>{of}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p id={`${id}-what`} className="own-note" role="status" hidden={shown === undefined}>
        {shown !== undefined && t(`numbers.${shown}.what`, { right: corrections.correct })}
      </p>
    </Card>
  );
};

import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Icon } from '../parts/index.ts';
import { keyLines, stemText } from '../play/answer-text.ts';
import { RichText } from '../play/RichText.tsx';
import type { Mine } from './Own.tsx';

/** The questions I missed, each folding open to what is right and why; they wait as ghosts. */
export const Missed = ({ missed }: { missed: Mine['missed'] }) => {
  const t = useT('hall');
  return (
    <section className="hero-card review" aria-labelledby="hero-missed">
      <h2 id="hero-missed">
        <Icon name="ghost" size={28} />
        {t('result.missed')}
      </h2>
      <p className="hall-note">{t(missed.length === 0 ? 'result.missed.none' : 'result.missed.note')}</p>
      <ol>
        {missed.map((one, i) => (
          <li key={one.question.id}>
            <details className="review-wrong" open={i === 0}>
              <summary>
                <span className="review-mark" aria-hidden="true" />
                <span className="review-n num">{i + 1}</span>
                <span className="review-stem" lang={pickedLang(one.question.stem)}>
                  {stemText(one.question.stem)}
                </span>
              </summary>
              <Right one={one} />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Right = ({ one: { question, verdict } }: { one: Mine['missed'][number] }) => {
  const t = useT('hall');
  const key = keyLines(question, verdict.key);
  const why = verdict.explanation ?? verdict.feedback;
  return (
    <dl>
      {key.length > 0 && (
        <>
          <dt>{t('result.key')}</dt>
          <dd className="review-key">
            <span className="review-lines">
              {key.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </span>
          </dd>
        </>
      )}
      {why !== undefined && (
        <>
          <dt>{t('result.why')}</dt>
          <dd>
            <RichText body={pick(why)} lang={pickedLang(why)} />
          </dd>
        </>
      )}
    </dl>
  );
};

/** Knowledge points of what was missed, each a drill one tap away. */
export const Practise = ({ list }: { list: Mine['practise'] }) => {
  const t = useT('hall');
  return (
    <section className="hero-card" aria-labelledby="hero-practise">
      <h2 id="hero-practise">{t('result.practise')}</h2>
      <ul className="practise">
        {list.map(({ bank, point, name, missed }) => (
          <li key={`${bank}/${point}`}>
            <Button icon="bullseye" wide onClick={() => go({ name: 'drill', purpose: 'point', bank, point })}>
              <span lang={pickedLang(name)}>{t('result.practise.go', { name: pick(name) })}</span>
              <small>{t('result.practise.missed', { count: missed })}</small>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};

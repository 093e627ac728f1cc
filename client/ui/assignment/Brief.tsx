import { useId, useState } from 'react';
import type { AssignmentView } from '../../../server/domain/api-station.ts';
import { ASSIGNMENT_PASS } from '../../../server/domain/assignment.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { RichText } from '../play/RichText.tsx';

/** What makes it good, what to do, and, when asked for, how somebody else did it. */
export const Brief = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  const { assignment, coins, submission } = view;
  const { brief, example } = assignment;
  return (
    <div className="camp-ask">
      <Rubric rubric={assignment.rubric} marks={submission.marks} />
      <Card aria-labelledby="camp-brief">
        <h2 id="camp-brief">
          <Icon name="clipboard" size={26} />
          {t('brief')}
        </h2>
        <RichText body={pick(brief)} lang={pickedLang(brief)} />
        {submission.state !== 'accepted' && coins.accepted > 0 && (
          <p className="camp-coins">
            <Icon name="coin" size={24} />
            {t('coins', { accepted: coins.accepted, rubric: coins.rubric })}
          </p>
        )}
        {example !== undefined && <Example text={example} />}
      </Card>
    </div>
  );
};

type RubricProps = {
  rubric: AssignmentView['assignment']['rubric'];
  /** What was given for each; absent before it was marked. */
  marks: number[] | undefined;
};

export const Rubric = ({ rubric, marks }: RubricProps) => {
  const t = useT('assignment');
  const all = rubric.reduce((n, r) => n + r.points, 0);
  return (
    <Card className="rubric" aria-labelledby="camp-rubric">
      <h2 id="camp-rubric">
        <Icon name="balance-scale" size={26} />
        {t('rubric')}
      </h2>
      {marks === undefined && <p className="rubric-lead">{t('rubric.lead')}</p>}
      <ul>
        {rubric.map((r, i) => {
          const got = marks?.[i];
          return (
            <li key={pick(r.name)}>
              <span>
                <b lang={pickedLang(r.name)}>{pick(r.name)}</b>
                {r.about !== undefined && <small lang={pickedLang(r.about)}>{pick(r.about)}</small>}
              </span>
              <b className="rubric-points num">
                {got === undefined
                  ? t('rubric.points', { n: r.points })
                  : t('rubric.got', { n: number(got), of: r.points })}
              </b>
              {got !== undefined && (
                <span className="rubric-bar" aria-hidden="true">
                  <i style={{ width: `${(got / r.points) * 100}%` }} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <p className="rubric-total">
        {t('rubric.total', { n: all, pass: number(Math.ceil(all * ASSIGNMENT_PASS)) })}
      </p>
    </Card>
  );
};

const Example = ({ text }: { text: NonNullable<AssignmentView['assignment']['example']> }) => {
  const t = useT('assignment');
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Button icon="eyes" aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)}>
        {t(shown ? 'example.hide' : 'example')}
      </Button>
      <div id={id} className="camp-example" hidden={!shown}>
        <RichText body={pick(text)} lang={pickedLang(text)} />
      </div>
    </>
  );
};

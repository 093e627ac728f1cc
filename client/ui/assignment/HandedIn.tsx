import { useState } from 'react';
import type { AssignmentView } from '../../../server/domain/api-station.ts';
import { dayAndTime, number, percent, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { Outcome } from '../play/Outcome.tsx';
import { FileLink } from './Files.tsx';
import { takeBack } from './sync.ts';

/** A work that was handed in: where it is, what it was worth, and the work itself. */
export const HandedIn = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  const { submission } = view;
  return (
    <Card className="desk" aria-labelledby="camp-yours">
      <h2 id="camp-yours" tabIndex={-1}>
        <Icon name="writing-hand" size={26} />
        {t('yours')}
      </h2>
      <State view={view} />
      {submission.text !== '' && <p className="desk-text">{submission.text}</p>}
      {submission.files.length > 0 && (
        <ul className="files">
          {submission.files.map((file) => (
            <li key={file.id} className="file">
              <FileLink file={file} />
            </li>
          ))}
        </ul>
      )}
      {submission.kudos > 0 && (
        <p className="camp-kudos">
          <Icon name="wood" size={28} />
          {t('kudos.mine', { count: submission.kudos })}
        </p>
      )}
    </Card>
  );
};

const State = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  const { state, submittedAt, score } = view.submission;
  if (state === 'accepted')
    return (
      <div className="camp-state camp-accepted">
        <div>
          <h3>{t('accepted')}</h3>
          {view.outcome !== undefined && (
            <Outcome outcome={view.outcome}>
              {score !== undefined && (
                <span className="outcome-fact">
                  <Icon name="hundred-points" size={36} />
                  <span>
                    <small>{t('score')}</small>
                    <b className="num">{percent(score)}</b>
                  </span>
                </span>
              )}
            </Outcome>
          )}
          <Comment view={view} />
        </div>
      </div>
    );
  return (
    <div className="camp-state" role="status">
      <Icon name={state === 'marking' ? 'eyes' : 'outbox-tray'} size={40} />
      <div>
        <h3>{t(state === 'marking' ? 'marking' : 'submitted')}</h3>
        <p>
          {state === 'marking'
            ? t('marking.line')
            : t('submitted.line', { at: dayAndTime(submittedAt ?? 0) })}
        </p>
        {state === 'submitted' && <Withdraw station={view.station} />}
      </div>
    </div>
  );
};

const Withdraw = ({ station }: { station: string }) => {
  const t = useT('assignment');
  const [busy, setBusy] = useState(false);
  const back = (): void => {
    setBusy(true);
    takeBack(station).then(
      () => say(t('withdrawn'), { icon: 'writing-hand' }),
      (error: unknown) => {
        say(faultText(faultOf(error)), { tone: 'bad' });
        setBusy(false);
      },
    );
  };
  return (
    <Button look="soft" icon="counterclockwise-arrows-button" busy={busy} onClick={back}>
      {t('withdraw')}
    </Button>
  );
};

/** Who marked it, when, for how many points, and what was said. The points of each criterion stand in the rubric. */
export const Comment = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  const { state, marker, markedAt, marks, comment } = view.submission;
  const who = { name: marker ?? t('trainer'), at: dayAndTime(markedAt ?? 0) };
  const all = view.assignment.rubric.reduce((n, r) => n + r.points, 0);
  const returned = state === 'returned';
  return (
    <>
      <p>
        {markedAt === undefined
          ? t('returned.line.plain')
          : t(returned ? 'returned.line' : 'accepted.line', who)}
      </p>
      {marks !== undefined && returned && (
        <p className="camp-score">
          {t('score')}{' '}
          <b className="num">{t('score.of', { n: number(marks.reduce((a, b) => a + b, 0)), of: all })}</b>
        </p>
      )}
      {comment !== undefined && comment !== '' && (
        <blockquote className="camp-comment">
          <b>{t('comment')}</b>
          <span>{comment}</span>
        </blockquote>
      )}
    </>
  );
};

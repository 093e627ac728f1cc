import { useCallback, useState } from 'react';
import type { AnswerOf, AskPage, AskView } from '../../../server/domain/api-kind.ts';
import { MOST_ASK_TEXT } from '../../../server/domain/ask.ts';
import { dayAndTime, pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { acceptAnswer, answerAsk, likeAnswer, loadAsk, withdrawAsk } from '../../net/kind.ts';
import { loadQuest } from '../../net/quest.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, HoldButton, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { whenOf } from '../programme/when.ts';
import { Waiting } from '../Waiting.tsx';
import { Bounty } from './Asks.tsx';
import { FaceLine } from './FaceLine.tsx';
import { LikeButton } from './LikeButton.tsx';
import { ReportButton } from './ReportButton.tsx';
import { TextArea } from './TextArea.tsx';

/** One question with its answers. */
export const AskDetail = ({ id }: { id: string }) => {
  const t = useT('kind');
  const ask = useCallback(() => loadAsk(id), [id]);
  const { value, fault, load, set } = useLoaded(ask);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={value?.ask.title ?? t('ask.title')} icon="red-question-mark">
      <p className="ask-back">
        <Button look="glass" onClick={() => go({ name: 'asks' })}>
          ← {t('ask.all')}
        </Button>
      </p>
      {value === undefined ? (
        <Waiting />
      ) : (
        <>
          <Question ask={value.ask} onChange={set} />
          <Answers page={value} onChange={set} />
          {!value.ask.mine && value.ask.state === 'open' && <Reply page={value} onChange={set} />}
        </>
      )}
    </Page>
  );
};

type Change = { onChange: (page: AskPage) => void };

const Question = ({ ask, onChange }: { ask: AskView } & Change) => {
  const t = useT('kind');
  const [fault, setFault] = useState<string>();
  const withdraw = (): void => {
    withdrawAsk(ask.id).then(
      (page) => {
        onChange(page);
        void loadQuest();
        say(t('ask.withdrawn'), { icon: 'coin', tone: 'good' });
      },
      (error: unknown) => setFault(faultOf(error)),
    );
  };
  return (
    <Card aria-label={t('ask.one')} className="ask-one">
      <div className="ask-who">
        <FaceLine face={ask.author} mine={ask.mine}>
          {whenOf(ask.at, Date.now())}
        </FaceLine>
        {ask.bounty > 0 && <Bounty n={ask.bounty} />}
      </div>
      {ask.text !== '' && <p className="kind-text">{ask.text}</p>}
      <p className="ask-facts">
        <span className={`ask-state ask-${ask.state}`}>{t(`ask.state.${ask.state}`)}</span>
        {ask.about !== undefined && <span>{t('ask.about', { name: pick(ask.about) })}</span>}
        {ask.state === 'open' && <span>{t('ask.until', { at: dayAndTime(ask.expiresAt) })}</span>}
      </p>
      <FaultNote code={fault} />
      {ask.mine && ask.state === 'open' && ask.answers === 0 && (
        <Button look="mini" onClick={withdraw}>
          {t('ask.withdraw')}
        </Button>
      )}
      {!ask.mine && <ReportButton kind="ask" obj={ask.id} name={ask.author.name} />}
    </Card>
  );
};

const Answers = ({ page: { ask, answers }, onChange }: { page: AskPage } & Change) => {
  const t = useT('kind');
  return (
    <Card aria-labelledby="ask-answers">
      <h2 id="ask-answers">{t('ask.answers', { count: answers.length })}</h2>
      {answers.length === 0 && (
        <p className="kind-none">
          <Icon name="speech-balloon" size={64} />
          {t(ask.mine ? 'ask.wait' : 'ask.first')}
        </p>
      )}
      <ul className="answers-of">
        {answers.map((a) => (
          <Answer key={a.id} ask={ask} answer={a} onChange={onChange} />
        ))}
      </ul>
    </Card>
  );
};

const Answer = ({ ask, answer: a, onChange }: { ask: AskView; answer: AnswerOf } & Change) => {
  const t = useT('kind');
  const when = whenOf(a.at, Date.now());
  return (
    <li className={a.accepted ? 'answer-of answer-best' : 'answer-of'}>
      {a.accepted && (
        <p className="answer-mark">
          <Icon name="check-mark-button" size={24} />
          {t(ask.state === 'granted' ? 'ask.granted' : 'ask.accepted')}
        </p>
      )}
      <FaceLine face={a.author} mine={a.mine}>
        {a.edited ? t('edited', { when }) : when}
      </FaceLine>
      <p className="kind-text">{a.text}</p>
      <p className="answer-acts">
        <LikeButton {...a} name={a.author.name} onLike={(on) => likeAnswer(a.id, on).then(onChange)} />
        {!a.mine && <ReportButton kind="answer" obj={a.id} name={a.author.name} />}
      </p>
      {ask.mine && ask.state === 'open' && <Accept ask={ask} answer={a} onChange={onChange} />}
    </li>
  );
};

const Accept = ({ ask, answer, onChange }: { ask: AskView; answer: AnswerOf } & Change) => {
  const t = useT('kind');
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const accept = useCallback((): void => {
    setBusy(true);
    acceptAnswer(ask.id, answer.id)
      .then(onChange, (error: unknown) => setFault(faultOf(error)))
      .finally(() => setBusy(false));
  }, [ask.id, answer.id, onChange]);
  if (!sure)
    return (
      <Button look="soft" icon="check-mark-button" onClick={() => setSure(true)}>
        {t('ask.accept')}
        <span className="sr-only">{t('like.of', { name: answer.author.name })}</span>
      </Button>
    );
  return (
    <>
      <HoldButton hint={t('hold.hint')} again={t('hold.again')} busy={busy} onConfirm={accept}>
        {ask.bounty > 0
          ? t('ask.accept.pay', { name: answer.author.name, count: ask.bounty })
          : t('ask.accept.free', { name: answer.author.name })}
      </HoldButton>
      <FaultNote code={fault} />
    </>
  );
};

const Reply = ({ page, onChange }: { page: AskPage } & Change) => {
  const t = useT('kind');
  const mine = page.answers.find((a) => a.mine);
  const [text, setText] = useState(mine?.text ?? '');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const words = text.trim();
  const fits = words !== '' && [...words].length <= MOST_ASK_TEXT && words !== mine?.text;
  const send = (): void => {
    if (!fits || busy) return;
    setBusy(true);
    setFault(undefined);
    answerAsk(page.ask.id, words)
      .then(
        (next) => {
          onChange(next);
          say(t('ask.answered'), { icon: 'speech-balloon', tone: 'good' });
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Card aria-label={t('ask.reply')}>
      <TextArea
        label={t(mine === undefined ? 'ask.reply' : 'ask.reply.change')}
        value={text}
        most={MOST_ASK_TEXT}
        rows={4}
        onChange={setText}
      />
      <FaultNote code={fault} />
      <div className="dialog-acts">
        <Button look="cta" busy={busy} aria-disabled={!fits || undefined} onClick={send}>
          {t(mine === undefined ? 'ask.reply.go' : 'ask.reply.save')}
        </Button>
      </div>
    </Card>
  );
};

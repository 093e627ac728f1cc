import { useCallback, useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Outcome as OutcomeView } from '../../../server/domain/api.ts';
import type { SurveyView } from '../../../server/domain/api-station.ts';
import type { SurveyAnswers } from '../../../server/domain/survey.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadQuest } from '../../net/quest.ts';
import { answerSurvey, surveyOf } from '../../net/station.ts';
import { setCoins } from '../../stores/quest.ts';
import { up } from '../../stores/screen.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Icon, Progress } from '../parts/index.ts';
import { keepText, keptText } from '../play/kept.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { Outcome } from '../play/Outcome.tsx';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { ResultFrame } from '../play/ResultFrame.tsx';
import { SurveyItemField } from './SurveyItemField.tsx';
import '../play/play.css';
import '../play/result.css';
import './survey.css';

const keptAnswers = (station: string): SurveyAnswers => {
  try {
    return JSON.parse(keptText(`survey.${station}`) ?? '{}') as SurveyAnswers;
  } catch {
    return {};
  }
};

/** Opinions on one page: voluntary, without a name, and every question may be left out. */
export const SurveyScreen = ({ station }: { station: string }) => {
  const t = useT('survey');
  const [view, setView] = useState<SurveyView>();
  const [fault, setFault] = useState<string>();
  const [outcome, setOutcome] = useState<OutcomeView>();
  const load = useCallback(async () => {
    setFault(undefined);
    try {
      setView(await surveyOf(station));
    } catch (error) {
      setFault(faultOf(error));
    }
  }, [station]);
  useEffect(() => {
    void load();
    return () => void loadQuest();
  }, [load]);
  const sent = (next: OutcomeView): void => {
    keepText(`survey.${station}`, undefined);
    setCoins(next.balance);
    setOutcome(next);
  };
  if (fault !== undefined) return <Fault code={fault} onRetry={() => void load()} onLeave={up} />;
  if (view === undefined) return <Loading label={t('loading')} onLeave={up} />;
  if (outcome !== undefined || view.done)
    return (
      <ResultFrame
        title={t('thanks')}
        line={t(outcome === undefined ? 'thanks.before' : 'thanks.line')}
        joy={outcome !== undefined}
        art={<Picture name="memo" size={180} />}
        onLeave={up}
      >
        {outcome !== undefined && <Outcome outcome={outcome} />}
        <Pledge />
      </ResultFrame>
    );
  return <Form view={view} onSent={sent} />;
};

const Pledge = () => {
  const t = useT('survey');
  return (
    <p className="survey-promise">
      <Icon name="locked-with-key" size={28} />
      <span>{t('promise')}</span>
    </p>
  );
};

/** An answer of undefined takes it back. */
const withAnswer = (
  answers: SurveyAnswers,
  id: string,
  value: number | string | undefined,
): SurveyAnswers => {
  const { [id]: _, ...rest } = answers;
  return value === undefined ? rest : { ...rest, [id]: value };
};

/** Texts of blanks only are no answer. */
const said = (answers: SurveyAnswers): SurveyAnswers =>
  Object.fromEntries(Object.entries(answers).filter(([, v]) => typeof v === 'number' || v.trim() !== ''));

const Form = ({ view, onSent }: { view: SurveyView; onSent: (outcome: OutcomeView) => void }) => {
  const t = useT('survey');
  const [answers, setAnswers] = useState(() => keptAnswers(view.station));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const command = useRef(uuidv7());
  const { items } = view.survey;
  const given = said(answers);
  const count = items.filter((item) => given[item.id] !== undefined).length;
  const answer = (id: string, value: number | string | undefined): void => {
    const next = withAnswer(answers, id, value);
    command.current = uuidv7();
    setAnswers(next);
    keepText(`survey.${view.station}`, JSON.stringify(next));
  };
  const send = async (): Promise<void> => {
    if (busy || count === 0) return;
    setBusy(true);
    setFault(undefined);
    try {
      onSent(await answerSurvey(view.station, given, command.current));
    } catch (error) {
      setFault(faultOf(error));
      setBusy(false);
    }
  };
  return (
    <PlayFrame
      look="survey"
      label={pick(view.name)}
      onLeave={up}
      bar={
        <>
          <Icon name="memo" size={26} />
          <Progress value={count} max={items.length} label={t('progress')} />
        </>
      }
      count={
        <>
          {count}
          <small>/{items.length}</small>
        </>
      }
    >
      <div className="survey">
        <form
          className="survey-card"
          onSubmit={(e) => {
            e.preventDefault();
            void send();
          }}
        >
          <h1 lang={pickedLang(view.name)}>{pick(view.name)}</h1>
          <Pledge />
          {items.map((item, i) => (
            <SurveyItemField
              key={item.id}
              item={item}
              n={i + 1}
              value={answers[item.id]}
              onAnswer={(value) => answer(item.id, value)}
            />
          ))}
          <FaultNote code={fault} />
          <div className="survey-end">
            <p>{count === 0 ? t('none.yet') : t('some', { n: count, all: items.length })}</p>
            <Button look="cta" type="submit" busy={busy} aria-disabled={count === 0 || undefined}>
              {t('send')}
              {view.coins > 0 && (
                <span className="survey-coins num">
                  <Icon name="coin" size={22} />+{view.coins}
                </span>
              )}
            </Button>
          </div>
        </form>
      </div>
    </PlayFrame>
  );
};

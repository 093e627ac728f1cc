import { MOST_ASKED, MOST_EXAM, MOST_PAID, type StationKind } from '../../../server/domain/quest.ts';
import {
  BOSS_HP,
  BOSS_SHIELDS,
  COINS,
  EXAM_ATTEMPTS_A_DAY,
  EXAM_PASS,
  EXAM_QUESTIONS,
  PRACTICE_QUESTIONS,
} from '../../../server/domain/rewards.ts';
import { type Draft, fieldsOf, numberOf, put, stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { Asked } from './Asked.tsx';
import { Blueprint } from './Blueprint.tsx';
import { kindOf } from './build.ts';
import { Amount, Said, Texts } from './fields.tsx';
import { IconPicker } from './IconPicker.tsx';
import { readyCount } from './ready.ts';
import { AssignmentForm } from './station/AssignmentForm.tsx';
import { Standing } from './station/Standing.tsx';
import { SurveyForm } from './station/SurveyForm.tsx';
import type { StationCredits } from './station/station-credits.ts';
import { TalkForm } from './talk/TalkForm.tsx';
import type { KnownBank, Sources } from './use-sources.ts';

export type StationProps = {
  path: string;
  station: Draft;
  sources: Sources;
  /** The bank it draws from; undefined while it is not chosen or not loaded. */
  bank: KnownBank | undefined;
  /** What it counts in the quest as it stands. */
  credits: StationCredits | undefined;
  onChange: (next: Draft) => void;
};

/** A station of any kind; what is left empty is as usual, and the usual is shown in grey. */
export const StationForm = (props: StationProps) => {
  const { path, station, onChange } = props;
  const t = useS('quests');
  const kind = kindOf(station);
  const set = (field: string) => (value: unknown) => onChange(put(station, field, value));
  return (
    <>
      <Said path={path} />
      <Texts label={t('name')} path={`${path}.name`} value={station.name} onChange={set('name')} most={60} />
      <div className="qb-row">
        <Amount
          label={t(kind === 'exam' ? 'minutes.exam' : 'minutes')}
          hint={kind === 'exam' ? undefined : t('minutes.hint')}
          path={`${path}.minutes`}
          min={1}
          max={240}
          value={station.minutes}
          onChange={set('minutes')}
        />
        <Rules {...props} kind={kind} />
        <Coins path={path} station={station} kind={kind} onChange={set('coins')} />
      </div>
      {kind === 'boss' && <Boss {...props} />}
      <Standing path={path} station={station} credits={props.credits} onChange={onChange} />
      {kind === 'scenario' && (
        <TalkForm path={`${path}.talk`} talk={fieldsOf(station.talk)} onChange={set('talk')} />
      )}
      {kind === 'assignment' && (
        <AssignmentForm
          path={`${path}.assignment`}
          assignment={fieldsOf(station.assignment)}
          onChange={set('assignment')}
        />
      )}
      {kind === 'survey' && (
        <SurveyForm path={`${path}.survey`} survey={fieldsOf(station.survey)} onChange={set('survey')} />
      )}
      {kind === 'exam' && <Blueprint {...props} />}
      {(kind === 'practice' || kind === 'exam' || kind === 'boss') && <Asked {...props} />}
    </>
  );
};

const Rules = ({ kind, ...props }: StationProps & { kind: StationKind }) => {
  const t = useS('quests');
  const { path, station, onChange } = props;
  const set = (field: string) => (value: unknown) => onChange(put(station, field, value));
  const at = (field: string) => ({ path: `${path}.${field}`, value: station[field], onChange: set(field) });
  if (kind === 'practice') return <Count {...props} usual={PRACTICE_QUESTIONS} most={MOST_ASKED} />;
  if (kind === 'boss')
    return (
      <>
        <Amount {...at('hp')} label={t('hp')} hint={t('hp.hint')} min={3} max={MOST_ASKED} usual={BOSS_HP} />
        <Amount
          {...at('shields')}
          label={t('shields')}
          hint={t('shields.hint')}
          min={1}
          max={9}
          usual={BOSS_SHIELDS}
        />
      </>
    );
  if (kind !== 'exam') return null;
  const share = numberOf(station.pass);
  return (
    <>
      {station.blueprint === undefined && <Count {...props} usual={EXAM_QUESTIONS} most={MOST_EXAM} />}
      <Amount
        label={t('pass')}
        path={`${path}.pass`}
        min={50}
        max={100}
        step={5}
        suffix={t('pass.percent')}
        usual={EXAM_PASS * 100}
        value={share === undefined ? undefined : Math.round(share * 100)}
        onChange={(n) => set('pass')(n === undefined ? undefined : n / 100)}
      />
      <Amount {...at('attemptsADay')} label={t('attempts')} min={1} max={20} usual={EXAM_ATTEMPTS_A_DAY} />
    </>
  );
};

const Count = ({
  path,
  station,
  bank,
  usual,
  most,
  onChange,
}: StationProps & { usual: number; most: number }) => {
  const t = useS('quests');
  const n = bank === undefined ? undefined : readyCount(bank.ready, station);
  return (
    <Amount
      label={t('questions')}
      hint={n === undefined ? undefined : t('questions.ready', { n })}
      path={`${path}.questions`}
      min={3}
      max={most}
      usual={usual}
      value={station.questions}
      onChange={(next) => onChange(put(station, 'questions', next))}
    />
  );
};

const USUAL = {
  card: COINS.card,
  practice: COINS.practiceRight,
  scenario: COINS.scenario,
  assignment: COINS.assignment,
  survey: COINS.survey,
  exam: COINS.examPass,
  boss: COINS.boss,
} as const satisfies Record<StationKind, number>;
type CoinsProps = {
  path: string;
  station: Draft;
  kind: StationKind;
  onChange: (n: number | undefined) => void;
};
const Coins = ({ path, station, kind, onChange }: CoinsProps) => {
  const t = useS('quests');
  const [usual, most] = [USUAL[kind], MOST_PAID[kind]];
  return (
    <Amount
      label={t('coins')}
      hint={t(`coins.${kind}`, { n: usual, most })}
      path={`${path}.coins`}
      min={0}
      max={most}
      usual={usual}
      value={station.coins}
      onChange={onChange}
    />
  );
};

const Boss = ({ path, station, onChange }: StationProps) => {
  const t = useS('quests');
  const boss = fieldsOf(station.boss);
  const set = (field: string) => (value: unknown) => onChange(put(station, 'boss', put(boss, field, value)));
  return (
    <div className="qb-row qb-boss">
      <Texts
        label={t('boss.name')}
        path={`${path}.boss.name`}
        value={boss.name}
        onChange={set('name')}
        most={60}
      />
      <IconPicker
        label={t('icon')}
        path={`${path}.boss.icon`}
        value={stringOf(boss.icon)}
        onChange={set('icon')}
      />
    </div>
  );
};

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BattleHall, BattleInfo } from '../../../server/domain/api-battle.ts';
import { BATTLE_MODES, type BattleMode } from '../../../server/domain/battle-shape.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { openBattle } from '../../net/battles.ts';
import { loadPractice } from '../../net/practice.ts';
import { practice } from '../../stores/practice.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Choice, Dialog, Field, Switch } from '../parts/index.ts';
import { useZone } from '../use-zone.ts';
import {
  BOTS_OF,
  bodyOf,
  type Draft,
  type DraftFault,
  draftFor,
  faultsIn,
  nextHour,
  PRESETS_OF,
  takesBots,
  teamsOf,
  withMode,
} from './new-battle.ts';
import { PeoplePicker } from './PeoplePicker.tsx';
import { SelectField } from './SelectField.tsx';
import { useAct } from './use-act.ts';

type Props = {
  mode: BattleMode;
  sources: BattleHall['sources'];
  mayHost: boolean;
  onClose: () => void;
  onMade: (battle: BattleInfo) => void;
};
type PartProps = { draft: Draft; set: (part: Partial<Draft>) => void };

/** Opens a battle: what is played, with which questions, how it is scored, when and with whom. */
export const NewBattleForm = ({ mode, sources, mayHost, onClose, onMade }: Props) => {
  const t = useT('hall');
  const zone = useZone();
  const [draft, setDraft] = useState(() => draftFor(mode));
  const [faults, setFaults] = useState<DraftFault[]>([]);
  const { busy, fault, run } = useAct();
  const set = (part: Partial<Draft>): void => {
    setDraft((d) => ({ ...d, ...part }));
    setFaults([]);
  };
  const send = (): void => {
    const found = faultsIn(draft, Date.now(), zone);
    setFaults(found);
    if (found.length === 0 && !busy) run(openBattle(bodyOf(draft, zone)), onMade);
  };
  const modes = BATTLE_MODES.filter((m) => m !== 'show' || mayHost);
  return (
    <Dialog
      sheet
      className="hall-dialog"
      title={t('new.title', { mode: t(`mode.${draft.mode}`) })}
      onClose={onClose}
    >
      <form
        className="form"
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        <Choice
          label={t('modes')}
          value={draft.mode}
          options={modes.map((m) => ({ value: m, label: t(`mode.${m}`) }))}
          onPick={(m) => setDraft((d) => withMode(d, m))}
        />
        <Field
          label={t('new.name')}
          value={draft.title}
          placeholder={t('new.name.example')}
          onChange={(e) => set({ title: e.target.value })}
          maxLength={60}
        />
        <Source draft={draft} set={set} sources={sources} />
        <Scoring draft={draft} set={set} fault={faults.includes('rounds')} />
        <Company draft={draft} set={set} />
        <When draft={draft} set={set} fault={faults.includes('at')} />
        <Invite draft={draft} set={set} />
        <FaultNote code={fault} />
        <Button look="cta" wide type="submit" busy={busy}>
          {t(draft.later ? 'new.plan' : 'new.go')}
        </Button>
      </form>
    </Dialog>
  );
};

const Source = ({ draft, set, sources }: PartProps & { sources: BattleHall['sources'] }) => {
  const t = useT('hall');
  const known = useStore(practice, (s) => s.view?.points);
  useEffect(() => {
    if (draft.bank !== '' && known === undefined) void loadPractice();
  }, [draft.bank, known]);
  const points = draft.bank === '' ? [] : (known ?? []).filter((p) => p.bank === draft.bank);
  const flip = (id: string): void =>
    set({ points: draft.points.includes(id) ? draft.points.filter((p) => p !== id) : [...draft.points, id] });
  const nameOf = (s: BattleHall['sources'][number]): string =>
    `${typeof s.name === 'string' ? s.name : pick(s.name)} (${t('new.source.size', { count: s.questions })})`;
  return (
    <>
      <SelectField
        label={t('new.source')}
        value={draft.bank}
        options={[
          { value: '', label: t('new.source.mine') },
          ...sources.map((s) => ({ value: s.id, label: nameOf(s) })),
        ]}
        onPick={(bank) => set({ bank, points: [] })}
      />
      {points.length > 0 && (
        <details className="new-points">
          <summary>
            {t('new.points')}
            {draft.points.length > 0 && ` · ${t('new.points.n', { count: draft.points.length })}`}
          </summary>
          <ul>
            {points.map((p) => (
              <li key={p.point}>
                <label lang={pickedLang(p.name)}>
                  <input
                    type="checkbox"
                    checked={draft.points.includes(p.point)}
                    onChange={() => flip(p.point)}
                  />
                  {pick(p.name)}
                </label>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const Scoring = ({ draft, set, fault }: PartProps & { fault: boolean }) => {
  const t = useT('hall');
  const presets = PRESETS_OF[draft.mode];
  return (
    <>
      <Field
        label={t('new.rounds')}
        type="number"
        inputMode="numeric"
        min={1}
        max={60}
        value={draft.rounds}
        fault={fault ? t('new.rounds.fault') : undefined}
        onChange={(e) => set({ rounds: e.target.value })}
      />
      {presets.length > 0 && (
        <div>
          <Choice
            label={t('new.preset')}
            value={draft.preset}
            options={presets.map((p) => ({ value: p, label: t(`preset.${p}`) }))}
            onPick={(preset) => set({ preset })}
          />
          <p className="field-hint" aria-live="polite">
            {t(`preset.${draft.preset}.note`)}
          </p>
        </div>
      )}
      {draft.mode === 'show' && (
        <Switch
          label={t('new.hide')}
          note={t('new.hide.note')}
          on={draft.hideNames}
          onFlip={(hideNames) => set({ hideNames })}
        />
      )}
    </>
  );
};

const Company = ({ draft, set }: PartProps) => {
  const t = useT('hall');
  const teams = teamsOf(draft.mode);
  const race = draft.mode === 'race';
  const teamLabel = (n: number): string =>
    n === 0 ? t('new.teams.none') : t(race ? 'new.boats.n' : 'new.teams.n', { count: n });
  return (
    <>
      {teams.length > 0 && (
        <SelectField
          label={t(race ? 'new.boats' : 'new.teams')}
          value={String(draft.teams)}
          options={teams.map((n) => ({ value: String(n), label: teamLabel(n) }))}
          onPick={(n) => set({ teams: Number(n) })}
        />
      )}
      {takesBots(draft.mode) && (
        <SelectField
          label={t('new.bots')}
          hint={t(race ? 'new.bots.note' : 'new.bots.note.survival')}
          value={String(draft.bots)}
          options={BOTS_OF.map((n) => ({
            value: String(n),
            label: n === 0 ? t('new.bots.none') : t('new.bots.n', { count: n }),
          }))}
          onPick={(n) => set({ bots: Number(n) })}
        />
      )}
    </>
  );
};

const When = ({ draft, set, fault }: PartProps & { fault: boolean }) => {
  const t = useT('hall');
  const zone = useZone();
  return (
    <>
      <Choice
        label={t('new.when')}
        value={draft.later ? 'later' : 'now'}
        options={[
          { value: 'now', label: t('new.now') },
          { value: 'later', label: t('new.later') },
        ]}
        onPick={(w) =>
          set({ later: w === 'later', ...(draft.at === '' ? { at: nextHour(Date.now(), zone) } : {}) })
        }
      />
      {draft.later && (
        <Field
          label={t('new.at')}
          type="datetime-local"
          value={draft.at}
          hint={t('new.at.note')}
          fault={fault ? t('new.at.fault') : undefined}
          onChange={(e) => set({ at: e.target.value })}
        />
      )}
    </>
  );
};

const Invite = ({ draft, set }: PartProps) => {
  const t = useT('hall');
  const [open, setOpen] = useState(false);
  const n = draft.people.length;
  return (
    <details className="new-people" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        {t('new.people')}
        <small>{n > 0 ? t('new.people.n', { count: n }) : t('new.people.note')}</small>
      </summary>
      {open && (
        <PeoplePicker
          picked={draft.people}
          onPick={(people) => set({ people })}
          labelOf={(p) => t('people.pick', { name: p.name })}
        />
      )}
    </details>
  );
};

import { useState } from 'react';
import type { NewTournament, TournamentView } from '../../../server/domain/api-battle.ts';
import { atWall } from '../../../server/domain/time.ts';
import { useT } from '../../i18n/index.ts';
import { openTournament } from '../../net/battles.ts';
import { loadStudio } from '../../net/studio.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Choice, Dialog, Field } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { useZone } from '../use-zone.ts';
import { Waiting } from '../Waiting.tsx';
import { isAhead, nextHour } from './new-battle.ts';
import { SelectField } from './SelectField.tsx';
import { useAct } from './use-act.ts';

const DAY_MS = 86_400_000;
const EVERY_DAYS = ['1', '2', '3', '7', '14'] as const;
const KINDS = ['round-robin', 'knock-out'] as const;
const FEWEST = 2;
type Draft = { name: string; kind: NewTournament['kind']; at: string; every: string; departments: string[] };
type Fault = 'name' | 'at' | 'departments';

const faultsIn = ({ name, at, departments }: Draft, now: number, zone: string | undefined): Fault[] => [
  ...(name.trim() === '' ? (['name'] as const) : []),
  ...(departments.length < FEWEST ? (['departments'] as const) : []),
  ...(isAhead(at, now, zone) ? [] : (['at'] as const)),
];
const bodyOf = ({ name, kind, at, every, departments }: Draft, zone: string | undefined): NewTournament => ({
  name: name.trim(),
  kind,
  departments,
  startsAt: atWall(at, zone) ?? 0,
  everyMs: Number(every) * DAY_MS,
});

type Props = { onClose: () => void; onMade: (made: TournamentView) => void };

/** A trainer sets departments against each other: who, how, from when, how often. */
export const NewTournamentForm = ({ onClose, onMade }: Props) => {
  const t = useT('hall');
  const zone = useZone();
  const [draft, setDraft] = useState<Draft>(() => ({
    name: '',
    kind: 'round-robin',
    at: nextHour(Date.now(), zone),
    every: '7',
    departments: [],
  }));
  const [faults, setFaults] = useState<Fault[]>([]);
  const { busy, fault, run } = useAct();
  const set = (part: Partial<Draft>): void => {
    setDraft((d) => ({ ...d, ...part }));
    setFaults([]);
  };
  const send = (): void => {
    const found = faultsIn(draft, Date.now(), zone);
    setFaults(found);
    if (found.length === 0 && !busy) run(openTournament(bodyOf(draft, zone)), onMade);
  };
  return (
    <Dialog sheet className="hall-dialog" title={t('tournament.new')} onClose={onClose}>
      <form
        className="form"
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        <Field
          label={t('tournament.name')}
          value={draft.name}
          placeholder={t('tournament.name.example')}
          fault={faults.includes('name') ? t('fault.name') : undefined}
          onChange={(e) => set({ name: e.target.value })}
          maxLength={60}
        />
        <Choice
          label={t('tournament.kind')}
          value={draft.kind}
          options={KINDS.map((k) => ({ value: k, label: t(`tournament.${k}`) }))}
          onPick={(kind) => set({ kind })}
        />
        <Departments
          chosen={draft.departments}
          fault={faults.includes('departments')}
          onChange={(departments) => set({ departments })}
        />
        <Field
          label={t('tournament.starts')}
          type="datetime-local"
          value={draft.at}
          fault={faults.includes('at') ? t('new.at.fault') : undefined}
          onChange={(e) => set({ at: e.target.value })}
        />
        <SelectField
          label={t('tournament.every')}
          value={draft.every}
          options={EVERY_DAYS.map((d) => ({
            value: d,
            label: t('tournament.every.day', { count: Number(d) }),
          }))}
          onPick={(every) => set({ every })}
        />
        <FaultNote code={fault} />
        <Button look="cta" wide type="submit" busy={busy}>
          {t('tournament.go')}
        </Button>
      </form>
    </Dialog>
  );
};

type DepartmentsProps = { chosen: string[]; fault: boolean; onChange: (chosen: string[]) => void };

const Departments = ({ chosen, fault, onChange }: DepartmentsProps) => {
  const t = useT('hall');
  const { value, fault: failed } = useLoaded(loadStudio);
  return (
    <fieldset className="choice departments">
      <legend>{t('tournament.departments')}</legend>
      {value === undefined && failed === undefined && <Waiting />}
      <FaultNote code={failed} />
      {value?.departments.length === 0 && <p className="page-empty">{t('tournament.departments.none')}</p>}
      {value?.departments.map((d) => (
        <label key={d.id}>
          <input
            type="checkbox"
            checked={chosen.includes(d.id)}
            onChange={() =>
              onChange(chosen.includes(d.id) ? chosen.filter((c) => c !== d.id) : [...chosen, d.id])
            }
          />
          {d.name}
        </label>
      ))}
      {fault && (
        <p className="field-fault" role="alert">
          {t('tournament.departments.fault')}
        </p>
      )}
    </fieldset>
  );
};

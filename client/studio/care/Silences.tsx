import { App, Button, Empty, Select } from 'antd';
import { useCallback, useState } from 'react';
import type { CareView, SilenceView } from '../../../server/domain/api-chat.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { silencePerson } from '../../net/care.ts';
import { loadStudio } from '../../net/studio.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { SPANS, useSpans } from './spans.ts';

type Props = { silences: readonly SilenceView[]; zone: string; onDone: (care: CareView) => void };

/** Who may not write for a while, and a way to add somebody. */
export const Silences = ({ silences, zone, onDone }: Props) => {
  const t = useS('care');
  const run = useRun(onDone);
  return (
    <>
      <p className="studio-note care-lead">{t('silences.lead')}</p>
      <Adding run={run} />
      {silences.length === 0 && <Empty description={t('silences.none')} />}
      <ul className="care-list">
        {silences.map(({ person, until, by }) => {
          const name = person.name === '' ? t('author.gone') : person.name;
          return (
            <li key={person.id} className="care-row">
              <div className="care-row-text">
                <strong>{name}</strong>
                <small>{t('silence.until', { at: dayAndTime(until, zone), name: by })}</small>
              </div>
              <Button
                aria-label={t('silence.lift.named', { name })}
                onClick={() => run(person.id, 0, t('silence.lifted', { name }))}
              >
                {t('silence.lift')}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
};

type Run = (person: string, hours: number, done: string) => void;
const useRun = (onDone: Props['onDone']): Run => {
  const { message } = App.useApp();
  return (person, hours, done) => {
    silencePerson(person, hours).then(
      (care) => {
        void message.success(done);
        onDone(care);
      },
      (fault: unknown) => void message.error(faultLine(fault)),
    );
  };
};

const Adding = ({ run }: { run: Run }) => {
  const t = useS('care');
  const spans = useSpans();
  const { value } = useLoaded(useCallback(loadStudio, []));
  const [person, setPerson] = useState<string>();
  const [hours, setHours] = useState<number>(SPANS[1]);
  const people = value?.people ?? [];
  const add = (): void => {
    const name = people.find((p) => p.id === person)?.name ?? '';
    if (person !== undefined) run(person, hours, t('silence.done', { name }));
    setPerson(undefined);
  };
  return (
    <fieldset className="care-add" aria-label={t('silence.add')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('silence.who')}
        placeholder={t('silence.who')}
        value={person ?? null}
        onChange={(id: string | null) => setPerson(id ?? undefined)}
        options={people.map((p) => ({ value: p.id, label: p.name }))}
      />
      <Select aria-label={t('mute.for')} value={hours} onChange={setHours} options={spans} />
      <Button type="primary" disabled={person === undefined} onClick={add}>
        {t('silence.do')}
      </Button>
    </fieldset>
  );
};

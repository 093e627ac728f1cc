import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { tournamentsNow } from '../../net/battles.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { Facts } from './Facts.tsx';
import { NewTournamentForm } from './NewTournamentForm.tsx';
import { TournamentDialog } from './TournamentDialog.tsx';

type Props = { mayHost: boolean; zone: string };

/** Departments against each other: each tournament's state, its standings one tap away, and a new one for trainers. */
export const Tournaments = ({ mayHost, zone }: Props) => {
  const t = useT('hall');
  const common = useT('common');
  const { value, fault, load } = useLoaded(tournamentsNow);
  const [shown, setShown] = useState<string>();
  const [making, setMaking] = useState(false);
  const open = value?.find((x) => x.id === shown);
  return (
    <Card className="hall-half" aria-labelledby="hall-tournaments">
      <h2 id="hall-tournaments">
        <Icon name="trophy" size={28} />
        {t('tournaments')}
      </h2>
      {value === undefined && fault === undefined && <Waiting />}
      <FaultNote code={fault} />
      {fault !== undefined && <Button onClick={load}>{common('retry')}</Button>}
      {value?.length === 0 && <p className="page-empty">{t('tournaments.none')}</p>}
      <ul className="rows">
        {(value ?? []).map((one) => (
          <li key={one.id} className="row row-flat hall-row">
            <Icon name={one.kind === 'knock-out' ? 'trophy' : 'bar-chart'} size={36} />
            <span className="row-text">
              <b>{one.name}</b>
              <Facts
                list={[
                  t(`tournament.${one.kind}`),
                  t('tournament.size', { departments: one.departments.length, matches: one.matches.length }),
                  t(one.done ? 'tournament.done' : 'tournament.on'),
                ]}
              />
            </span>
            <Button
              aria-label={t('tournament.show.named', { name: one.name })}
              onClick={() => setShown(one.id)}
            >
              {t('tournament.show')}
            </Button>
          </li>
        ))}
      </ul>
      {mayHost && (
        <Button icon="trophy" onClick={() => setMaking(true)}>
          {t('tournament.new')}
        </Button>
      )}
      {open !== undefined && (
        <TournamentDialog tournament={open} zone={zone} onClose={() => setShown(undefined)} />
      )}
      {making && (
        <NewTournamentForm
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            say(t('tournament.made'), { icon: 'trophy', tone: 'good' });
            load();
            setShown(made.id);
          }}
        />
      )}
    </Card>
  );
};

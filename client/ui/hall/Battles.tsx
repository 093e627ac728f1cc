import { useState } from 'react';
import type { BattleHall, BattleInfo } from '../../../server/domain/api-battle.ts';
import { dayAndTime, useT } from '../../i18n/index.ts';
import { callOff, loadHall } from '../../net/battles.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Dialog, Icon } from '../parts/index.ts';
import { enterBattle } from './enter.ts';
import { Facts } from './Facts.tsx';
import { useAct } from './use-act.ts';
import { MODE_ICON, titleOf } from './words.ts';

export type ListName = 'mine' | 'invited' | 'open' | 'planned';
const ICONS: Record<ListName, string> = {
  mine: 'sailboat',
  invited: 'incoming-envelope',
  open: 'waving-hand',
  planned: 'calendar',
};

/** Each battle in one list only: where I sit, else where I am asked to, else what is planned, else what is open. */
export const listsOf = (view: BattleHall): Record<ListName, BattleInfo[]> => {
  const seen = new Set<string>();
  const fresh = (list: BattleInfo[]): BattleInfo[] =>
    list.filter((b) => !seen.has(b.id) && seen.add(b.id) !== undefined);
  const running = fresh(view.mine.filter((b) => b.status !== 'planned'));
  const planned = [...view.mine, ...view.planned].filter((b) => b.status === 'planned');
  const later = fresh(planned).sort((a, b) => (a.plannedAt ?? 0) - (b.plannedAt ?? 0));
  return { mine: running, invited: fresh(view.invited), planned: later, open: fresh(view.open) };
};

type Props = { name: ListName; list: BattleInfo[]; zone: string; wide?: boolean };

/** One list of battles with the way into each. */
export const Battles = ({ name, list, zone, wide = false }: Props) => {
  const t = useT('hall');
  return (
    <Card className={wide ? 'hall-wide' : 'hall-half'} aria-labelledby={`hall-${name}`}>
      <h2 id={`hall-${name}`}>
        <Icon name={ICONS[name]} size={28} />
        {t(name)}
      </h2>
      {name === 'mine' && <p className="hall-note">{t('mine.note')}</p>}
      {list.length === 0 && <p className="page-empty">{t('open.none')}</p>}
      <ul className="rows">
        {list.map((battle) => (
          <Row key={battle.id} battle={battle} name={name} zone={zone} />
        ))}
      </ul>
    </Card>
  );
};

const useFacts = ({ battle, zone }: { battle: BattleInfo; zone: string }): string[] => {
  const t = useT('hall');
  const at = battle.plannedAt;
  return [
    ...(battle.title.trim() === '' ? [] : [t(`mode.${battle.mode}`)]),
    ...(battle.status === 'planned' && at !== undefined
      ? [at <= Date.now() ? t('row.soon') : t('row.at', { when: dayAndTime(at, zone) })]
      : []),
    ...(battle.status === 'running' ? [t('row.running')] : []),
    t('row.seats', { n: battle.seats, most: battle.most }),
    t('row.rounds', { count: battle.rules.rounds }),
    ...(battle.host === undefined
      ? []
      : [t(battle.mode === 'show' ? 'row.host' : 'row.by', { name: battle.host.name })]),
  ];
};

const Row = ({ battle, name, zone }: { battle: BattleInfo; name: ListName; zone: string }) => {
  const t = useT('hall');
  const [asking, setAsking] = useState(false);
  const facts = useFacts({ battle, zone });
  const title = titleOf(battle);
  const full = name === 'open' && battle.seats >= battle.most;
  const label = full
    ? t('row.full')
    : battle.mode === 'show' && battle.mine
      ? t('row.console')
      : name === 'mine'
        ? t('row.return')
        : t('row.join');
  const mayCallOff = battle.mine && (battle.status === 'planned' || battle.status === 'lobby');
  return (
    <li className="row row-flat hall-row">
      <Icon name={MODE_ICON[battle.mode]} size={36} />
      <span className="row-text">
        <b>{title}</b>
        <Facts list={facts} />
      </span>
      <span className="row-end">
        {mayCallOff && (
          <Button
            look="mini"
            aria-label={t('row.calloff.named', { name: title })}
            onClick={() => setAsking(true)}
          >
            {t('row.calloff')}
          </Button>
        )}
        <Button
          className={full ? '' : 'hall-enter'}
          aria-disabled={full || undefined}
          onClick={full ? undefined : () => enterBattle(battle)}
        >
          {label}
          <span className="sr-only">{title}</span>
        </Button>
      </span>
      {asking && <CallOff battle={battle} onClose={() => setAsking(false)} />}
    </li>
  );
};

const CallOff = ({ battle, onClose }: { battle: BattleInfo; onClose: () => void }) => {
  const t = useT('hall');
  const common = useT('common');
  const { busy, fault, run } = useAct();
  const done = (): void => {
    say(t('row.calledoff'));
    onClose();
    void loadHall();
  };
  return (
    <Dialog title={t('row.calloff.named', { name: titleOf(battle) })} onClose={onClose}>
      <p>{t('row.calloff.sure')}</p>
      <FaultNote code={fault} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{common('no')}</Button>
        <Button look="danger" busy={busy} onClick={() => run(callOff(battle.id), done)}>
          {t('row.calloff')}
        </Button>
      </div>
    </Dialog>
  );
};

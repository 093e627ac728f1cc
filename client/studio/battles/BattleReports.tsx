import './battles.css';
import { Empty, Input, Segmented, Select } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BattleInfo } from '../../../server/domain/api-battle.ts';
import { BATTLE_MODES, type BattleMode } from '../../../server/domain/battle-shape.ts';
import { dayAndTime, number, useT } from '../../i18n/index.ts';
import { battleFlags, doneBattles } from '../../net/host.ts';
import { MODE_ICON, titleOf } from '../../ui/hall/words.ts';
import { Icon } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';
import { Flags } from './Flags.tsx';

const loadAll = async () => {
  const [battles, flags] = await Promise.all([doneBattles(), battleFlags()]);
  return { battles, flags };
};

/** Battles played to their end with their reports, and beside them what waits for a person's word. */
export const BattleReports = ({ me }: { me: Me }) => {
  const t = useS('battles');
  const { value, fault, reload } = useLoaded(useCallback(loadAll, []));
  const [tab, setTab] = useState<'reports' | 'flags'>('reports');
  const waiting = (value?.flags ?? []).filter((f) => f.verdict === undefined).length;
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t(tab === 'flags' ? 'flags.lead' : 'lead')}</p>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        <Segmented
          size="large"
          aria-label={t('title')}
          value={tab}
          onChange={setTab}
          options={[
            { value: 'reports' as const, label: t('title') },
            { value: 'flags' as const, label: `${t('flags')} ${number(waiting)}` },
          ]}
        />
        {tab === 'reports' ? (
          <List battles={value?.battles ?? []} zone={me.org.zone} />
        ) : (
          <Flags flags={value?.flags ?? []} zone={me.org.zone} onJudged={reload} />
        )}
      </Loaded>
    </>
  );
};

type ListProps = { battles: BattleInfo[]; zone: string };
const List = ({ battles, zone }: ListProps) => {
  const t = useS('battles');
  const hall = useT('hall');
  const [find, setFind] = useState('');
  const [mode, setMode] = useState<BattleMode | 'all'>('all');
  const words = find.trim().toLowerCase();
  const shown = battles.filter(
    (b) =>
      (mode === 'all' || b.mode === mode) &&
      `${titleOf(b)} ${b.host?.name ?? ''}`.toLowerCase().includes(words),
  );
  return (
    <>
      <div className="battles-find">
        <Input.Search
          allowClear
          size="large"
          aria-label={t('find')}
          placeholder={t('find')}
          value={find}
          onChange={(e) => setFind(e.target.value)}
        />
        <Select
          size="large"
          aria-label={t('mode')}
          value={mode}
          onChange={setMode}
          options={[
            { value: 'all' as const, label: t('mode.all') },
            ...BATTLE_MODES.map((m) => ({ value: m, label: hall(`mode.${m}`) })),
          ]}
        />
      </div>
      {shown.length === 0 && <Empty description={t('none')} />}
      <ul className="battles-rows">
        {shown.map((b) => (
          <li key={b.id}>
            <Row battle={b} zone={zone} />
          </li>
        ))}
      </ul>
    </>
  );
};

const Row = ({ battle, zone }: { battle: BattleInfo; zone: string }) => {
  const t = useS('battles');
  const hall = useT('hall');
  const facts = [
    hall(`mode.${battle.mode}`),
    dayAndTime(battle.endedAt ?? battle.createdAt, zone),
    t('seats', { count: battle.seats }),
    ...(battle.host === undefined ? [] : [t('host', { name: battle.host.name })]),
  ];
  return (
    <button type="button" onClick={() => goTo({ name: 'battle', battle: battle.id })}>
      <Icon name={MODE_ICON[battle.mode]} size={36} />
      <span className="battles-text">
        <strong>{titleOf(battle)}</strong>
        <small>{facts.join(' · ')}</small>
      </span>
      <span className="battles-open">{t('open')}</span>
    </button>
  );
};

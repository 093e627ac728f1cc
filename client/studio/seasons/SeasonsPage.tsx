import './seasons.css';
import { App, Button, Empty, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { SeasonView } from '../../../server/domain/api-award.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { allSeasons, dropSeason, startSeason, stopSeason } from '../../net/awards.ts';
import { Icon } from '../../ui/parts/index.ts';
import { dayText } from '../cohorts/day-text.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { SeasonForm } from './SeasonForm.tsx';

const stateOf = (s: SeasonView): 'draft' | 'running' | 'waits' | 'over' =>
  s.status === 'running' && !s.open ? 'waits' : s.status;
const COLOUR = { draft: 'default', running: 'green', waits: 'blue', over: 'default' } as const;

/** Events of the company: drafts, what runs, and what came of those that are over. */
export const SeasonsPage = () => {
  const t = useS('seasons');
  const { value, fault, reload } = useLoaded(useCallback(() => allSeasons(), []));
  const [editing, setEditing] = useState<SeasonView | 'new'>();
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
        <div className="studio-actions">
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('new')}
          </Button>
        </div>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <Empty description={t('none')} />}
        <ul className="season-rows">
          {value?.map((s) => (
            <li key={s.id}>
              <Row season={s} onEdit={() => setEditing(s)} onDone={reload} />
            </li>
          ))}
        </ul>
      </Loaded>
      {editing !== undefined && (
        <SeasonForm
          {...(editing === 'new' ? {} : { season: editing })}
          onSaved={() => {
            setEditing(undefined);
            reload();
          }}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
};

type RowProps = { season: SeasonView; onEdit: () => void; onDone: () => void };
const Row = ({ season, onEdit, onDone }: RowProps) => {
  const t = useS('seasons');
  const ts = useS('shell');
  const game = useT('seasons');
  const { message, modal } = App.useApp();
  const { id, data, outcome } = season;
  const state = stateOf(season);
  const sure = (title: string, content: string, work: () => Promise<unknown>): void =>
    void modal.confirm({
      title,
      content,
      okText: title,
      cancelText: ts('cancel'),
      onOk: () => work().then(onDone, (f: unknown) => void message.error(faultLine(f))),
    });
  return (
    <>
      <Icon name={data.icon} size={44} />
      <div className="season-row">
        <strong>{pick(data.name)}</strong>
        <small>
          {game(`kind.${data.kind}`)} · {game('days', { from: dayText(data.from), to: dayText(data.to) })}
        </small>
        {state === 'running' && season.total !== undefined && (
          <small>{t('progress', { people: number(season.people ?? 0), total: number(season.total) })}</small>
        )}
        {outcome && (
          <small>
            {t('outcome', {
              people: number(outcome.people),
              total: number(outcome.total),
              reached: number(outcome.reached),
              coins: number(outcome.coins),
            })}
            {data.company !== undefined && ` ${t(outcome.given ? 'given' : 'notgiven')}`}
            {outcome.stoppedBy !== undefined && ` · ${t('early')}`}
          </small>
        )}
      </div>
      <Tag color={COLOUR[state]}>{t(`status.${state}`)}</Tag>
      <span className="season-acts">
        {state === 'draft' && (
          <>
            <Button onClick={onEdit}>{t('edit')}</Button>
            <Button type="primary" onClick={() => sure(t('start'), t('start.sure'), () => startSeason(id))}>
              {t('start')}
            </Button>
            <Button type="text" danger onClick={() => sure(t('drop'), pick(data.name), () => dropSeason(id))}>
              {t('drop')}
            </Button>
          </>
        )}
        {season.status === 'running' && (
          <Button danger onClick={() => sure(t('stop'), t('stop.sure'), () => stopSeason(id))}>
            {t('stop')}
          </Button>
        )}
      </span>
    </>
  );
};

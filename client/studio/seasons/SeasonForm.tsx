import { App, Input, InputNumber, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { SeasonView } from '../../../server/domain/api-award.ts';
import {
  MOST_BONUS,
  SEASON_ICONS,
  SEASON_KINDS,
  SEASON_METRICS,
  type SeasonData,
  type SeasonKind,
} from '../../../server/domain/season.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { addDays, localDayHour } from '../../../server/domain/time.ts';
import { useT } from '../../i18n/index.ts';
import { saveSeason } from '../../net/awards.ts';
import { tournamentsNow } from '../../net/battles.ts';
import { textWith } from '../awards/Fields.tsx';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { dateText, dayOfDate } from '../quests/opening-day.ts';

type Props = { season?: SeasonView; onSaved: () => void; onClose: () => void };

/** What a new event of a kind begins with. */
const begin = (kind: SeasonKind, today: number): SeasonData => {
  const common = { kind, name: {}, text: {}, from: today, to: addDays(today, kind === 'reading' ? 99 : 6) };
  switch (kind) {
    case 'charity':
      return {
        ...common,
        icon: 'red-heart',
        metric: 'right',
        company: 10_000,
        gift: { what: {}, to: {} },
      };
    case 'redemption':
      return { ...common, icon: 'wrapped-gift', tier: 'anniversary' };
    case 'reading':
      return { ...common, icon: 'books', metric: 'reading', personal: 100 };
    case 'cup':
      return { ...common, icon: 'trophy' };
    default:
      return { ...common, icon: 'bullseye', metric: 'right', personal: 100, bonus: 20 };
  }
};
const isEmpty = (text: LocalText | undefined): boolean => text?.zh === undefined && text?.en === undefined;

/** A draft of an event: words, days, what is counted, goals and rewards. */
export const SeasonForm = ({ season, onSaved, onClose }: Props) => {
  const t = useS('seasons');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [data, setData] = useState<SeasonData>(
    () => season?.data ?? begin('charity', localDayHour(Date.now(), 'Asia/Shanghai').day),
  );
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const lack =
    isEmpty(data.name) || isEmpty(data.text)
      ? 'need.name'
      : !(data.from > 2e7 && data.to > 2e7)
        ? 'need.days'
        : undefined;
  const save = (): void => {
    setAsked(true);
    if (lack !== undefined || busy) return;
    setBusy(true);
    saveSeason(data, season?.id)
      .then(
        () => {
          void message.success(t('saved'));
          onSaved();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      width={760}
      style={{ top: 24 }}
      title={t(season ? 'edit' : 'new')}
      okText={ts('save')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      onOk={save}
      onCancel={onClose}
    >
      <div className="season-fields">
        <Words data={data} onChange={setData} />
        <Days data={data} onChange={setData} />
        <Counted data={data} onChange={setData} />
        <Rewards data={data} onChange={setData} />
      </div>
      {asked && lack !== undefined && (
        <p className="season-lack" role="alert">
          {t(lack)}
        </p>
      )}
    </Modal>
  );
};

type Part = { data: SeasonData; onChange: (next: SeasonData) => void };

const Words = ({ data, onChange }: Part) => {
  const t = useS('seasons');
  const game = useT('seasons');
  const kind = (next: SeasonKind): void => {
    const { name, text, from } = data;
    onChange({ ...begin(next, from), name, text });
  };
  return (
    <>
      <Labelled label={t('kind')}>
        <Select
          value={data.kind}
          options={SEASON_KINDS.map((k) => ({ value: k, label: game(`kind.${k}`) }))}
          onChange={kind}
        />
      </Labelled>
      <Labelled label={t('icon')}>
        <Select
          value={data.icon}
          options={SEASON_ICONS.map((i) => ({
            value: i,
            label: <img src={`/icons/${i}.webp`} alt={i} width={28} height={28} />,
          }))}
          onChange={(icon: SeasonData['icon']) => onChange({ ...data, icon })}
        />
      </Labelled>
      {(['name', 'text'] as const).flatMap((what) =>
        (['zh', 'en'] as const).map((lang) => (
          <Labelled
            key={what + lang}
            label={
              <>
                {t(what)} · {t(lang)}
              </>
            }
          >
            <Input.TextArea
              autoSize={{ minRows: what === 'name' ? 1 : 2, maxRows: 5 }}
              maxLength={what === 'name' ? 40 : 400}
              value={data[what][lang] ?? ''}
              onChange={(e) => onChange({ ...data, [what]: textWith(data[what], lang, e.target.value) })}
            />
          </Labelled>
        )),
      )}
    </>
  );
};

const Days = ({ data, onChange }: Part) => {
  const t = useS('seasons');
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <Labelled key={end} label={t(end)}>
          <Input
            type="date"
            value={dateText(data[end])}
            onChange={(e) => onChange({ ...data, [end]: dayOfDate(e.target.value) })}
          />
        </Labelled>
      ))}
      <small className="season-wide">{t('days.note')}</small>
    </>
  );
};

/** A copy with a number set, or without it. */
const withNumber = (
  data: SeasonData,
  what: 'personal' | 'company' | 'bonus',
  n: number | null,
): SeasonData => {
  const { [what]: _, ...rest } = data;
  return n === null ? rest : { ...rest, [what]: n };
};

const Counted = ({ data, onChange }: Part) => {
  const t = useS('seasons');
  const game = useT('seasons');
  const metric = (next: string): void => {
    const { metric: _, ...rest } = data;
    const found = SEASON_METRICS.find((m) => m === next);
    onChange(found ? { ...rest, metric: found } : rest);
  };
  return (
    <>
      <Labelled label={t('metric')}>
        <Select
          value={data.metric ?? ''}
          options={[
            { value: '', label: t('metric.none') },
            ...SEASON_METRICS.map((m) => ({ value: m as string, label: game(`metric.${m}`) })),
          ]}
          onChange={metric}
        />
      </Labelled>
      {(['personal', 'company', 'bonus'] as const).map((what) => (
        <Labelled key={what} label={t(what)}>
          <InputNumber
            min={1}
            max={what === 'bonus' ? MOST_BONUS : 1_000_000}
            value={data[what] ?? null}
            onChange={(n) => onChange(withNumber(data, what, n))}
          />
        </Labelled>
      ))}
    </>
  );
};

const Rewards = ({ data, onChange }: Part) => {
  const t = useS('seasons');
  const [cups, setCups] = useState<{ value: string; label: string }[]>([]);
  const isCup = data.kind === 'cup';
  useEffect(() => {
    if (!isCup) return;
    tournamentsNow().then(
      (all) => setCups(all.map((c) => ({ value: c.id, label: c.name }))),
      () => undefined,
    );
  }, [isCup]);
  const tier = (typed: string): void => {
    const { tier: _, ...rest } = data;
    const value = typed.toLowerCase().replace(/[^a-z0-9-]/gu, '');
    onChange(value === '' ? rest : { ...rest, tier: value });
  };
  const gift = data.gift;
  return (
    <>
      {data.kind === 'charity' &&
        (['what', 'to'] as const).flatMap((part) =>
          (['zh', 'en'] as const).map((lang) => (
            <Labelled
              key={part + lang}
              label={
                <>
                  {t(`gift.${part}`)} · {t(lang)}
                </>
              }
            >
              <Input
                maxLength={part === 'to' ? 40 : 200}
                value={gift?.[part][lang] ?? ''}
                onChange={(e) => {
                  const { what = {}, to = {} } = gift ?? {};
                  const next = { what, to, [part]: textWith(gift?.[part], lang, e.target.value) };
                  onChange({ ...data, gift: next });
                }}
              />
            </Labelled>
          )),
        )}
      {data.kind === 'redemption' && (
        <Labelled label={t('tier')}>
          <Input maxLength={40} value={data.tier ?? ''} onChange={(e) => tier(e.target.value)} />
          <small>{t('tier.note')}</small>
        </Labelled>
      )}
      {isCup && (
        <Labelled label={t('tournament')}>
          <Select
            value={data.tournament ?? null}
            options={cups}
            onChange={(id: string | null) => id !== null && onChange({ ...data, tournament: id })}
          />
        </Labelled>
      )}
    </>
  );
};

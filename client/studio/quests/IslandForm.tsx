import { Button, InputNumber, Segmented, Select } from 'antd';
import { BIOMES, ISLAND_SIZES, type IslandStyle } from '../../../server/domain/quest.ts';
import { styleFor } from '../../../server/domain/quest-copy.ts';
import { pick } from '../../i18n/index.ts';
import { Icon } from '../../ui/parts/index.ts';
import { type Draft, fieldsOf, numberOf, put, stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import type { Build } from './build.ts';
import { Field, Said, Texts, useSaid } from './fields.tsx';
import { IconPicker } from './IconPicker.tsx';
import { Opening } from './Opening.tsx';
import type { Sources } from './use-sources.ts';

/** The shipped island that shows what each land looks like. */
const SAMPLE = {
  beach: 'sail',
  forest: 'rules',
  fort: 'security',
  volcano: 'business',
  blossom: 'team',
  snow: 'summit',
} as const;

/** The land of an island, whatever its draft says. */
export const styleOf = (island: Draft, at: number): IslandStyle => {
  const style = fieldsOf(island.style);
  const usual = styleFor(stringOf(island.id), at);
  return {
    seed: numberOf(style.seed) ?? usual.seed,
    biome: BIOMES.find((b) => b === style.biome) ?? usual.biome,
    size: ISLAND_SIZES.find((s) => s === style.size) ?? usual.size,
  };
};

type Props = {
  build: Build;
  at: number;
  island: Draft;
  sources: Sources;
  onChange: (next: Draft) => void;
};

/** An island: what it is called, where its questions come from, what it looks like and when it opens. */
export const IslandForm = ({ build, at, island, sources, onChange }: Props) => {
  const t = useS('quests');
  const path = `islands.${at}`;
  const set = (field: string) => (value: unknown) => onChange(put(island, field, value));
  return (
    <>
      <Said path={path} />
      <Texts label={t('name')} path={`${path}.name`} value={island.name} onChange={set('name')} most={60} />
      <Texts
        label={t('about')}
        hint={t('about.hint')}
        rows={2}
        path={`${path}.about`}
        value={island.about}
        onChange={set('about')}
      />
      <div className="qb-row">
        <BankField
          label={t('bank')}
          hint={t('bank.hint')}
          path={`${path}.bank`}
          value={stringOf(island.bank)}
          sources={sources}
          onChange={set('bank')}
        />
        <IconPicker
          label={t('icon')}
          path={`${path}.icon`}
          value={stringOf(island.icon)}
          onChange={set('icon')}
        />
      </div>
      <Look style={styleOf(island, at)} path={`${path}.style`} onChange={set('style')} />
      <Opening build={build} at={at} value={fieldsOf(island.opens)} onChange={set('opens')} />
    </>
  );
};

type BankProps = {
  label: string;
  hint?: string;
  path: string;
  value: string;
  sources: Sources;
  /** Said for no bank of its own; absent = one has to be chosen. */
  usual?: string;
  onChange: (bank: string | undefined) => void;
};

/** A bank that one may see, with how many of its questions are ready. */
export const BankField = ({ label, hint, path, value, sources, usual, onChange }: BankProps) => {
  const t = useS('quests');
  const said = useSaid(path);
  const banks = sources.banks ?? [];
  const options = banks.map((b) => ({
    value: b.id,
    label: t('bank.ready', { name: pick(b.name), n: b.counts.ready }),
  }));
  return (
    <Field label={label} path={path} hint={hint}>
      <Select
        aria-label={label}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={usual !== undefined}
        loading={sources.banks === undefined}
        placeholder={usual ?? t('bank.choose')}
        value={options.some((o) => o.value === value) ? value : null}
        options={options}
        onChange={(bank: string | undefined) => onChange(bank ?? undefined)}
        {...(said.length > 0 ? { status: 'error' as const } : {})}
      />
    </Field>
  );
};

type LookProps = { style: IslandStyle; path: string; onChange: (next: IslandStyle) => void };
const Look = ({ style, path, onChange }: LookProps) => {
  const t = useS('quests');
  return (
    <Field label={t('look')} path={path} group>
      <div className="qb-biomes">
        {BIOMES.map((biome) => (
          <button
            key={biome}
            type="button"
            aria-pressed={style.biome === biome}
            onClick={() => onChange({ ...style, biome })}
          >
            <img src={`/art/map/${SAMPLE[biome]}.webp`} alt="" loading="lazy" draggable={false} />
            {t(`biome.${biome}`)}
          </button>
        ))}
      </div>
      <div className="qb-look">
        <Segmented
          aria-label={t('size.label')}
          value={style.size}
          options={ISLAND_SIZES.map((size) => ({ value: size, label: t(`size.${size}`) }))}
          onChange={(size) => onChange({ ...style, size })}
        />
        <InputNumber
          aria-label={t('seed')}
          title={t('seed.hint')}
          prefix={<span className="qb-prefix">{t('seed')}</span>}
          min={0}
          max={999_999}
          precision={0}
          value={style.seed}
          onChange={(seed) => typeof seed === 'number' && onChange({ ...style, seed })}
        />
        <Button
          icon={<Icon name="counterclockwise-arrows-button" size={20} />}
          onClick={() => onChange({ ...style, seed: Math.floor(Math.random() * 1_000_000) })}
        >
          {t('dice')}
        </Button>
      </div>
    </Field>
  );
};

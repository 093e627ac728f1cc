import '../station/station.css';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { Criterion } from '../../../../server/domain/quest.ts';
import { type Draft, fieldsOf, listOf, numberOf, put, putAt, without } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field, Said } from '../fields.tsx';

const KINDS = Criterion.options.map((o) => o.shape.kind.value);
type Kind = (typeof KINDS)[number];
const MOST_WAYS = 4;

/** Each kind with what it begins with; exams are kept as a share and shown in percent. */
const FRESH: Record<Kind, (islands: number) => Draft> = {
  islands: (n) => ({ kind: 'islands', n: Math.max(1, n) }),
  credits: () => ({ kind: 'credits', n: 80 }),
  coins: () => ({ kind: 'coins', n: 500 }),
  exams: () => ({ kind: 'exams', share: 0.8 }),
};
const BOUNDS: Record<Kind, [number, number]> = {
  islands: [1, 12],
  credits: [0, 100],
  coins: [1, 100_000],
  exams: [50, 100],
};

type Props = { value: unknown; islands: number; onChange: (next: readonly unknown[] | undefined) => void };

/** The ways to graduate: any one of them is enough. */
export const Graduation = ({ value, islands, onChange }: Props) => {
  const t = useS('station');
  const ways = listOf(value);
  const used = new Set(ways.map((w) => fieldsOf(w).kind));
  const free = KINDS.find((k) => !used.has(k));
  const write = (next: readonly unknown[]): void => onChange(next.length === 0 ? undefined : next);
  return (
    <Field
      label={t('graduation')}
      hint={ways.length === 0 ? t('graduation.usual') : t('graduation.any')}
      path="graduation"
      group
    >
      <ul className="st-ways">
        {[...ways.entries()].map(([i, way]) => (
          <Way
            key={i}
            at={i}
            way={fieldsOf(way)}
            islands={islands}
            onChange={(next) => write(putAt(ways, i, next))}
            onRemove={() => write(without(ways, i))}
          />
        ))}
      </ul>
      <span>
        <Button
          icon={<PlusOutlined />}
          disabled={free === undefined || ways.length >= MOST_WAYS}
          onClick={() => free !== undefined && write([...ways, FRESH[free](islands)])}
        >
          {t('graduation.add')}
        </Button>
      </span>
    </Field>
  );
};

type WayProps = {
  at: number;
  way: Draft;
  islands: number;
  onChange: (next: Draft) => void;
  onRemove: () => void;
};
const Way = ({ at, way, islands, onChange, onRemove }: WayProps) => {
  const t = useS('station');
  const kind = KINDS.find((k) => k === way.kind) ?? 'islands';
  const [min, max] = BOUNDS[kind];
  const share = numberOf(way.share);
  const shown =
    kind === 'exams' ? (share === undefined ? undefined : Math.round(share * 100)) : numberOf(way.n);
  const give = (n: number | undefined): void =>
    onChange(kind === 'exams' ? put(way, 'share', n === undefined ? undefined : n / 100) : put(way, 'n', n));
  const nth = t('graduation.nth', { n: at + 1 });
  return (
    <li data-path={`graduation.${at}`}>
      <span>{at > 0 && t('graduation.or')}</span>
      <Select
        aria-label={nth}
        value={kind}
        options={KINDS.map((k) => ({ value: k, label: t(`criterion.${k}`) }))}
        onChange={(next: Kind) => onChange(FRESH[next](islands))}
      />
      <InputNumber
        aria-label={`${nth} · ${t(`criterion.${kind}`)}`}
        min={min}
        max={max}
        precision={0}
        value={shown ?? null}
        onChange={(n) => give(typeof n === 'number' ? n : undefined)}
      />
      <Button
        type="text"
        aria-label={t('graduation.remove', { n: at + 1 })}
        icon={<DeleteOutlined />}
        onClick={onRemove}
      />
      <Said path={`graduation.${at}`} />
      <Said path={`graduation.${at}.n`} />
      <Said path={`graduation.${at}.share`} />
    </li>
  );
};

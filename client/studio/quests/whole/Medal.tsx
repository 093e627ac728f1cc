import '../station/station.css';
import { Segmented } from 'antd';
import { type Draft, fieldsOf, numberOf, put, stringOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Amount, Field, Texts } from '../fields.tsx';
import { IconPicker } from '../IconPicker.tsx';

const USUAL_PRICE = 200;
type Props = { value: unknown; name: unknown; onChange: (next: Draft | undefined) => void };

/** What is received at the ceremony: its name and picture, and whether it is granted or bought. */
export const Medal = ({ value, name, onChange }: Props) => {
  const t = useS('station');
  const tq = useS('quests');
  const medal = fieldsOf(value);
  const set = (field: string) => (next: unknown) => onChange(put(medal, field, next));
  const price = numberOf(medal.price) ?? 0;
  const isBought = medal.price !== undefined && price > 0;
  return (
    <Field label={t('medal')} path="medal" group>
      <Segmented
        aria-label={t('medal')}
        value={value === undefined ? 'off' : 'on'}
        options={(['off', 'on'] as const).map((v) => ({ value: v, label: t(`medal.${v}`) }))}
        onChange={(v) => onChange(v === 'on' ? { name, icon: 'sports-medal' } : undefined)}
      />
      {value !== undefined && (
        <>
          <div className="st-medal">
            <IconPicker
              label={tq('icon')}
              path="medal.icon"
              value={stringOf(medal.icon)}
              onChange={set('icon')}
            />
            <Texts
              label={t('medal.name')}
              path="medal.name"
              value={medal.name}
              most={60}
              onChange={set('name')}
            />
          </div>
          <div className="qb-look">
            <Segmented
              aria-label={t('medal.how')}
              value={isBought ? 'price' : 'granted'}
              options={(['granted', 'price'] as const).map((v) => ({ value: v, label: t(`medal.${v}`) }))}
              onChange={(v) => set('price')(v === 'price' ? USUAL_PRICE : undefined)}
            />
            {isBought && (
              <Amount
                label={t('medal.coins')}
                path="medal.price"
                min={1}
                max={100_000}
                value={medal.price}
                onChange={(n) => set('price')(n ?? 1)}
              />
            )}
          </div>
        </>
      )}
    </Field>
  );
};

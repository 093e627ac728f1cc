import { Checkbox, Form, InputNumber, Select } from 'antd';
import { GOOD_TIERS, type GoodTier, MOST_PRICE, MOST_STOCK } from '../../../server/domain/mall-shape.ts';
import { useT } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import type { FieldsProps } from './GoodForm.tsx';
import { Both } from './TextFields.tsx';

type Props = FieldsProps & { stock?: number | null; onStock?: (stock: number | null) => void };

/** What it costs, how many there are, how many one may have, and what the company gives for it. */
export const MoneyFields = ({ good, onChange, stock, onStock }: Props) => {
  const t = useS('mall');
  const tm = useT('mall');
  return (
    <>
      <Form.Item label={t('price.label')}>
        <InputNumber
          aria-label={t('price.label')}
          min={1}
          max={MOST_PRICE}
          precision={0}
          value={good.price}
          onChange={(n) => onChange({ price: n ?? 1 })}
        />
      </Form.Item>
      <Form.Item label={t('tier')}>
        <Select
          aria-label={t('tier')}
          value={good.tier}
          onChange={(tier: GoodTier) => onChange({ tier })}
          options={GOOD_TIERS.map((value) => ({ value, label: tm(`tier.${value}`) }))}
        />
      </Form.Item>
      {onStock !== undefined && (
        <Form.Item label={t('stock')}>
          <Checkbox checked={stock === null} onChange={(e) => onStock(e.target.checked ? null : 20)}>
            {t('stock.endless')}
          </Checkbox>
          {stock !== null && (
            <InputNumber
              aria-label={t('stock')}
              min={0}
              max={MOST_STOCK}
              precision={0}
              value={stock ?? 0}
              onChange={(n) => onStock(n ?? 0)}
            />
          )}
        </Form.Item>
      )}
      <Form.Item label={t('limit')}>
        <InputNumber
          aria-label={t('limit')}
          min={1}
          max={1000}
          precision={0}
          placeholder={t('limit.none')}
          value={good.perPerson ?? null}
          onChange={(n) => onChange({ perPerson: n ?? undefined })}
        />
      </Form.Item>
      {good.kind === 'voucher' && <CharityFields good={good} onChange={onChange} />}
    </>
  );
};

const CharityFields = ({ good, onChange }: Pick<FieldsProps, 'good' | 'onChange'>) => {
  const t = useS('mall');
  const { charity } = good;
  return (
    <>
      <Form.Item>
        <Checkbox
          checked={charity !== undefined}
          onChange={(e) =>
            onChange({
              charity: e.target.checked
                ? { organisation: { zh: '', en: '' }, amount: 1000, currency: 'CNY' }
                : undefined,
            })
          }
        >
          {t('charity')}
        </Checkbox>
      </Form.Item>
      {charity !== undefined && (
        <>
          <Both
            label={t('charity.to')}
            text={charity.organisation}
            most={80}
            onChange={(organisation) => onChange({ charity: { ...charity, organisation } })}
          />
          <Form.Item label={t('charity.amount', { currency: charity.currency })}>
            <InputNumber
              aria-label={t('charity.amount', { currency: charity.currency })}
              min={0.01}
              precision={2}
              value={charity.amount / 100}
              onChange={(n) => onChange({ charity: { ...charity, amount: Math.round((n ?? 0.01) * 100) } })}
            />
          </Form.Item>
        </>
      )}
    </>
  );
};

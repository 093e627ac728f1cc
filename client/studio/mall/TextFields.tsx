import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { GOOD_KINDS, type GoodKind } from '../../../server/domain/mall-shape.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { useT } from '../../i18n/index.ts';
import { GoodPicture } from '../../ui/mall/GoodPicture.tsx';
import { Icon } from '../../ui/parts/index.ts';
import { useWearName } from '../../ui/people/part-names.ts';
import { useS } from '../i18n/index.ts';
import { MediaPicker } from '../media/MediaPicker.tsx';
import type { FieldsProps } from './GoodForm.tsx';

const ICONS = [
  'wrapped-gift',
  'ticket',
  'hot-beverage',
  'books',
  'red-heart',
  'seedling',
  'trophy',
  'crown',
  'gem-stone',
  'sailboat',
  'luggage',
  'laptop',
  'teacup-without-handle',
  'balloon',
  'party-popper',
  'artist-palette',
] as const;

/** What it is: kind, names, words, picture. */
export const TextFields = ({ good, mall, onChange }: FieldsProps) => {
  const t = useS('mall');
  const tm = useT('mall');
  const nameOf = useWearName();
  return (
    <>
      <Form.Item className="mall-wide" label={t('kind')}>
        <Select
          aria-label={t('kind')}
          value={good.kind}
          onChange={(kind: GoodKind) => onChange({ kind })}
          options={GOOD_KINDS.map((value) => ({ value, label: tm(`kind.${value}`) }))}
        />
      </Form.Item>
      {good.kind === 'virtual' && (
        <Form.Item className="mall-wide" label={t('gives')}>
          <Select
            aria-label={t('gives')}
            showSearch={{ optionFilterProp: 'label' }}
            {...(good.gives === undefined ? {} : { value: good.gives })}
            onChange={(gives: string) => onChange({ gives })}
            options={mall.looks.map((value) => ({ value, label: nameOf(value) }))}
          />
        </Form.Item>
      )}
      <Both label={t('name')} text={good.name} most={40} onChange={(name) => onChange({ name })} />
      <Both label={t('text')} text={good.text} most={600} lines onChange={(text) => onChange({ text })} />
      <Both
        label={t('pickup')}
        text={good.pickup ?? { zh: '', en: '' }}
        most={300}
        onChange={(pickup) => onChange({ pickup })}
      />
      <PictureField good={good} onChange={onChange} />
    </>
  );
};

type BothProps = {
  label: string;
  text: LocalText;
  most: number;
  lines?: boolean;
  onChange: (text: LocalText) => void;
};

/** One text in both languages; one of them is enough. */
export const Both = ({ label, text, most, lines = false, onChange }: BothProps) => {
  const t = useS('mall');
  return (
    <>
      {(['zh', 'en'] as const).map((l) => {
        const name = `${label} · ${t(`lang.${l}`)}`;
        const shared = { 'aria-label': name, lang: l, maxLength: most, value: text[l] ?? '' };
        const write = (value: string): void => onChange({ ...text, [l]: value });
        return (
          <Form.Item key={l} label={name}>
            {lines ? (
              <Input.TextArea
                {...shared}
                autoSize={{ minRows: 2, maxRows: 6 }}
                onChange={(e) => write(e.target.value)}
              />
            ) : (
              <Input {...shared} onChange={(e) => write(e.target.value)} />
            )}
          </Form.Item>
        );
      })}
    </>
  );
};

const PictureField = ({ good, onChange }: Pick<FieldsProps, 'good' | 'onChange'>) => {
  const t = useS('mall');
  const [open, setOpen] = useState(false);
  return (
    <Form.Item label={t('picture')}>
      <div className="mall-code">
        <GoodPicture good={good} size={48} />
        <Select
          aria-label={t('icon')}
          value={good.icon}
          onChange={(icon: string) => onChange({ icon })}
          options={ICONS.map((value) => ({ value, label: <Icon name={value} size={26} label={value} /> }))}
        />
        <Button onClick={() => setOpen(true)}>{t('picture.pick')}</Button>
        {good.picture !== undefined && (
          <Button onClick={() => onChange({ picture: undefined })}>{t('picture.none')}</Button>
        )}
      </div>
      {open && (
        <MediaPicker
          onPick={(medium) => {
            onChange({ picture: medium.name });
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </Form.Item>
  );
};

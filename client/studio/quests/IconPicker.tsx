import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { lang } from '../../i18n/index.ts';
import { Icon } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { Field } from './fields.tsx';
import { ICON_GROUP_NAMES, ICON_NAMES, iconsNamed } from './icon-names.ts';

type Props = { label: string; path: string; value: string; onChange: (slug: string) => void };

const nameOf = (slug: string): string => {
  const known = ICON_NAMES.find((i) => i.slug === slug);
  return known === undefined ? slug : known[lang()];
};

/** An icon of the game, chosen from pictures by group or by name. */
export const IconPicker = ({ label, path, value, onChange }: Props) => {
  const t = useS('quests');
  const [open, setOpen] = useState(false);
  const choose = (slug: string): void => {
    onChange(slug);
    setOpen(false);
  };
  return (
    <Field label={label} path={path}>
      <Popover
        classNames={{ root: 'qb-menu' }}
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={<Choices value={value} onChoose={choose} />}
      >
        <Button className="qb-icon" aria-label={`${label}: ${nameOf(value)}. ${t('icon.change')}`}>
          {value !== '' && <Icon name={value} size={28} />} {nameOf(value)}
        </Button>
      </Popover>
    </Field>
  );
};

const Choices = ({ value, onChoose }: { value: string; onChoose: (slug: string) => void }) => {
  const t = useS('quests');
  const [text, setText] = useState('');
  const found = iconsNamed(text);
  return (
    <div className="qb-icons">
      <Input
        autoFocus
        allowClear
        value={text}
        aria-label={t('icon.search')}
        placeholder={t('icon.search')}
        onChange={(e) => setText(e.target.value)}
        onPressEnter={() => found[0] !== undefined && onChoose(found[0].slug)}
      />
      <div className="qb-icons-list">
        {found.length === 0 && <p>{t('icon.none')}</p>}
        {ICON_GROUP_NAMES.map((group) => {
          const icons = found.filter((i) => i.group === group);
          return icons.length === 0 ? null : (
            <section key={group} aria-label={t(`icons.${group}`)}>
              <h4>{t(`icons.${group}`)}</h4>
              {icons.map((i) => (
                <button
                  key={i.slug}
                  type="button"
                  title={i[lang()]}
                  aria-label={i[lang()]}
                  aria-pressed={i.slug === value}
                  onClick={() => onChoose(i.slug)}
                >
                  <Icon name={i.slug} size={32} />
                </button>
              ))}
            </section>
          );
        })}
      </div>
    </div>
  );
};

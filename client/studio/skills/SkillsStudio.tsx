import './skills.css';
import { App, Button, Empty, InputNumber, Select } from 'antd';
import { useCallback, useState } from 'react';
import type { PostLevels } from '../../../server/domain/api-reach.ts';
import { pick, pickedLang } from '../../i18n/index.ts';
import { loadLevels, saveLevels } from '../../net/reach.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

/** What each post asks of each knowledge point, as a table that is filled in by keyboard. */
export const SkillsStudio = () => {
  const t = useS('skills');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadLevels(), []));
  const [post, setPost] = useState<string>();
  const [bank, setBank] = useState<string>();
  const chosen = post ?? value?.posts[0]?.post;
  const open = bank ?? value?.banks[0]?.id;
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.posts.length === 0 && <Empty description={t('posts.none')} />}
        {value !== undefined && value.posts.length > 0 && (
          <>
            <div className="skills-head">
              <Labelled label={t('post')}>
                <Select
                  showSearch
                  {...(chosen === undefined ? {} : { value: chosen })}
                  options={value.posts.map((p) => ({
                    value: p.post,
                    label: `${p.post} (${t('people', { count: p.people })})`,
                  }))}
                  onChange={setPost}
                />
              </Labelled>
              <Labelled label={t('bank')}>
                <Select
                  {...(open === undefined ? {} : { value: open })}
                  options={value.banks.map((b) => ({ value: b.id, label: pick(b.name) }))}
                  onChange={setBank}
                />
              </Labelled>
            </div>
            {chosen !== undefined && open !== undefined && (
              <Levels key={`${chosen} ${open}`} all={value} post={chosen} bank={open} onSaved={setValue} />
            )}
          </>
        )}
      </Loaded>
    </>
  );
};

type Props = { all: PostLevels; post: string; bank: string; onSaved: (all: PostLevels) => void };
/** Enter and the arrows go to the next row; what was changed is saved together. */
const Levels = ({ all, post, bank, onSaved }: Props) => {
  const t = useS('skills');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [changed, setChanged] = useState<Record<string, number | null>>({});
  const points = all.banks.find((b) => b.id === bank)?.points ?? [];
  const before = (point: string): number | null => {
    const known = all.levels.find((l) => l.post === post && l.bank === bank && l.point === point);
    return known === undefined ? null : Math.round(100 * known.required);
  };
  const save = (): void => {
    const levels = Object.entries(changed).map(([point, n]) => ({
      bank,
      point,
      required: n === null ? null : n / 100,
    }));
    saveLevels(post, levels).then(
      (next) => {
        setChanged({});
        onSaved(next);
        void message.success(t('saved'));
      },
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
  const dirty = Object.keys(changed).length;
  return (
    <>
      <table className="skills-table">
        <caption>{t('caption', { post })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('point')}</th>
            <th scope="col">{t('required')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ point, name }) => (
            <tr key={point}>
              <th scope="row" lang={pickedLang(name)}>
                {pick(name)}
              </th>
              <td>
                <InputNumber<number>
                  min={5}
                  max={100}
                  step={5}
                  suffix="%"
                  placeholder={t('none')}
                  aria-label={t('required.of', { name: pick(name) })}
                  value={changed[point] === undefined ? before(point) : changed[point]}
                  onChange={(n) => setChanged({ ...changed, [point]: n })}
                  onPressEnter={(e) => nextField(e.currentTarget)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="skills-save">
        <Button type="primary" disabled={dirty === 0} onClick={save}>
          {dirty === 0 ? ts('save') : t('save', { count: dirty })}
        </Button>
      </p>
    </>
  );
};

/** Enter goes down the column, as in a sheet. */
const nextField = (field: Element): void => {
  const row = field.closest('tr')?.nextElementSibling;
  row?.querySelector<HTMLInputElement>('input')?.focus();
};

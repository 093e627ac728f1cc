import { Button, Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import type { DictionaryEntry } from '../../../server/domain/dictionary.ts';
import { lang, number } from '../../i18n/index.ts';
import { loadDictionary } from '../../net/open.ts';
import { useS } from '../i18n/index.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

const DIMENSIONS = ['learning', 'result', 'game', 'social', 'honor', 'governance'] as const;

const saysOf = (e: DictionaryEntry): string =>
  [
    e.verb,
    e.zh,
    e.en,
    e.obj,
    e.ctx,
    e.dimension,
    ...Object.keys(fieldsOf(e)),
    ...(e.xapi?.verbs ?? []).map((v) => v.id),
  ]
    .join(' ')
    .toLowerCase();

type Field = { type?: string; enum?: unknown[]; anyOf?: unknown[]; minimum?: number; maximum?: number };
const fieldsOf = ({ data }: DictionaryEntry): Record<string, Field> =>
  (data.properties ?? {}) as Record<string, Field>;
const kindOf = ({ type, enum: values, anyOf }: Field): string => {
  if (values) return values.join(' | ');
  return type ?? (anyOf as Field[] | undefined)?.map(kindOf).join(' | ') ?? '';
};

/** Every verb of the log: what it says, who sends it, which fields it has, how it goes out. */
export const Dictionary = () => {
  const t = useS('data');
  const { value, fault, reload } = useLoaded(loadDictionary);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim().toLowerCase());
  const found = useMemo(() => (value ?? []).filter((e) => saysOf(e).includes(asked)), [value, asked]);
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      <div className="data-bar">
        <Labelled label={t('dictionary.search')}>
          <Input allowClear size="large" value={text} onChange={(e) => setText(e.target.value)} />
        </Labelled>
        <p role="status" className="studio-note">
          {t('dictionary.count', { count: found.length, shown: number(found.length) })}
        </p>
        <Button size="large" onClick={() => print()}>
          {t('print')}
        </Button>
        <Button size="large" href="/api/dictionary" target="_blank">
          JSON
        </Button>
      </div>
      {DIMENSIONS.map((dimension) => {
        const inside = found.filter((e) => e.dimension === dimension);
        return inside.length === 0 ? null : (
          <section key={dimension} className="data-verbs">
            <h2>{t(`dimension.${dimension}`)}</h2>
            <ul>
              {inside.map((entry) => (
                <VerbLine key={entry.verb} entry={entry} />
              ))}
            </ul>
          </section>
        );
      })}
      {found.length === 0 && <p className="data-empty">{t('dictionary.none')}</p>}
    </Loaded>
  );
};

const VerbLine = ({ entry }: { entry: DictionaryEntry }) => {
  const t = useS('data');
  return (
    <li className="data-verb">
      <details>
        <summary>
          <code>{entry.verb}</code> <span>{entry[lang()]}</span>
        </summary>
        <dl>
          <dt>{t('entry.sender')}</dt>
          <dd>{t(`sender.${entry.sender}`)}</dd>
          <dt>{t('entry.privacy')}</dt>
          <dd>{t(`privacy.${entry.privacy}`)}</dd>
          <dt>{t('entry.envelope')}</dt>
          <dd>
            {[entry.obj && `obj = ${entry.obj}`, entry.ctx && `ctx = ${entry.ctx}`, ...entry.columns]
              .filter(Boolean)
              .join(' · ') || '–'}
          </dd>
          <dt>{t('entry.xapi')}</dt>
          <dd>{entry.xapi ? entry.xapi.verbs.map((v) => v.id).join(' · ') : t('entry.inside')}</dd>
        </dl>
        <Fields entry={entry} />
      </details>
    </li>
  );
};

const Fields = ({ entry }: { entry: DictionaryEntry }) => {
  const t = useS('data');
  const required = (entry.data.required ?? []) as string[];
  const fields = Object.entries(fieldsOf(entry));
  if (fields.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('field.name')}</th>
          <th scope="col">{t('field.kind')}</th>
          <th scope="col">{t('field.always')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(([name, field]) => (
          <tr key={name}>
            <td>
              <code>{name}</code>
            </td>
            <td>{kindOf(field)}</td>
            <td>{t(required.includes(name) ? 'yes' : 'no')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

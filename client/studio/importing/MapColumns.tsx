import { Alert, Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { SheetMapping, StagedFile } from '../../../server/domain/api-import.ts';
import { useS } from '../i18n/index.ts';

const ROLES = [
  'none',
  'stem',
  'options',
  'key',
  'type',
  'explanation',
  'hint',
  'category',
  'tags',
  'point',
  'difficulty',
  'ref',
] as const;
type Role = (typeof ROLES)[number];
type Sample = NonNullable<StagedFile['unmapped']>;

const rolesOf = (guess: SheetMapping, columns: number): Role[] =>
  Array.from({ length: columns }, (_, column) => {
    const found = ROLES.find((role) => {
      const at = guess[role];
      return Array.isArray(at) ? at.includes(column) : at === column;
    });
    return found ?? 'none';
  });

const mappingOf = (roles: readonly Role[], headerRow: number): SheetMapping => {
  const mapping: SheetMapping = { headerRow, options: [] };
  roles.forEach((role, column) => {
    if (role === 'options') (mapping.options as number[]).push(column);
    else if (role !== 'none') mapping[role] = column;
  });
  return mapping;
};

/** What each column of a foreign sheet holds, chosen over its first rows. */
export const MapColumns = ({ sample, onRead }: { sample: Sample; onRead: (m: SheetMapping) => void }) => {
  const t = useS('importing');
  const width = Math.max(sample.headers.length, ...sample.rows.map((r) => r.length));
  const [roles, setRoles] = useState(() => rolesOf(sample.guess, width));
  const guessed = typeof sample.guess.headerRow === 'number' ? sample.guess.headerRow : 0;
  const [headerRow, setHeaderRow] = useState(Math.max(0, guessed));
  const rows = sample.rows.slice(0, 8).map((row, i) => ({ row, key: `${i} ${row.join()}` }));
  const enough = roles.includes('stem') && (roles.includes('options') || roles.includes('key'));
  const nameOf = (column: number): string => sample.headers[column] || t('col.nameless', { n: column + 1 });
  return (
    <section className="import-map">
      <h2>{t('map.title')}</h2>
      <p className="studio-note">
        {sample.sheet === '' ? t('map.note.file') : t('map.note', { sheet: sample.sheet })}
      </p>
      <span>
        {t('map.header')}{' '}
        <InputNumber
          aria-label={t('map.header')}
          min={0}
          precision={0}
          value={headerRow + 1}
          onChange={(n) => setHeaderRow((n ?? 1) - 1)}
        />
      </span>
      <div className="import-scroll">
        <table className="import-sample">
          <thead>
            <tr>
              {roles.map((role, column) => (
                <th key={nameOf(column) + String(column)} scope="col">
                  <span>{nameOf(column)}</span>
                  <Select
                    value={role}
                    aria-label={t('col.of', { name: nameOf(column) })}
                    options={ROLES.map((r) => ({ value: r, label: t(`col.${r}`) }))}
                    onChange={(next) => setRoles((all) => all.map((r, i) => (i === column ? next : r)))}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, key }) => (
              <tr key={key}>
                {roles.map((_, column) => (
                  <td key={nameOf(column) + String(column)}>{row[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!enough && <Alert type="info" showIcon title={t('map.need')} />}
      <Button type="primary" disabled={!enough} onClick={() => onRead(mappingOf(roles, headerRow))}>
        {t('map.go')}
      </Button>
    </section>
  );
};

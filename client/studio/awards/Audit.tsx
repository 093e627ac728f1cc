import { App, Button, Table, Tag } from 'antd';
import type { MouseEvent } from 'react';
import type { AwardDetail, AwardLine, AwardPreview } from '../../../server/domain/api-award.ts';
import type { AwardDefinition } from '../../../server/domain/award-shape.ts';
import { number, percent, pick, useT } from '../../i18n/index.ts';
import { excludePerson } from '../../net/awards.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { useReason } from './Steps.tsx';

type Props = {
  definition: AwardDefinition;
  result: AwardPreview;
  /** Given while somebody may still be taken out. */
  award?: string;
  onChange?: (next: AwardDetail) => void;
};
const few = (x: number): string => x.toFixed(3);

/** Every line with its place; opened, it says why. */
export const Audit = ({ definition, result, award, onChange }: Props) => {
  const t = useS('awards');
  const { message } = App.useApp();
  const reason = useReason();
  const put = (person: string, why?: string): void => {
    if (award === undefined) return;
    excludePerson(award, person, why).then(onChange, (f: unknown) => void message.error(faultLine(f)));
  };
  return (
    <>
      <Table<AwardLine>
        rowKey="person"
        size="small"
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={result.lines}
        expandable={{
          expandRowByClick: true,
          expandedRowRender: (l) => <Why line={l} definition={definition} result={result} />,
        }}
        columns={[
          { title: t('place'), render: (_, l) => (l.place === 0 ? '–' : l.place), width: 70 },
          {
            title: t('person'),
            render: (_, l) => (
              <>
                {l.name} {l.won && <Tag color="gold">{t('won')}</Tag>}
                {l.hasty && <Tag color="orange">{t('hasty')}</Tag>}
                {l.excluded !== undefined && <small>{t('excluded', { reason: l.excluded })}</small>}
              </>
            ),
          },
          { title: t('peers.department'), render: (_, l) => l.department ?? '' },
          { title: t('score'), render: (_, l) => few(l.kind === 'composite' ? l.score : l.residual) },
          ...(award === undefined
            ? []
            : [
                {
                  title: t('exclude'),
                  onCell: () => ({ onClick: (e: MouseEvent) => e.stopPropagation() }),
                  render: (_: unknown, l: AwardLine) => (
                    <Button
                      type="text"
                      aria-label={`${t(l.excluded === undefined ? 'exclude' : 'include')} · ${l.name}`}
                      onClick={() =>
                        l.excluded === undefined
                          ? reason(`${l.name}: ${t('exclude.reason')}`, (why) => put(l.person, why))
                          : put(l.person)
                      }
                    >
                      {t(l.excluded === undefined ? 'exclude' : 'include')}
                    </Button>
                  ),
                },
              ]),
        ]}
      />
      {result.out.length > 0 && (
        <details>
          <summary>
            {t('out')} ({number(result.out.length)})
          </summary>
          <ul className="award-acts">
            {result.out.map((o) => (
              <li key={o.person}>
                {o.name} · {t(`out.${o.why}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

type WhyProps = { line: AwardLine; definition: AwardDefinition; result: AwardPreview };
const Why = ({ line, definition, result }: WhyProps) => {
  const t = useS('awards');
  const game = useT('seasons');
  if (line.kind === 'improved')
    return (
      <p>
        {line.before.right}/{line.before.answers} → {line.after.right}/{line.after.answers} ·{' '}
        {t('gain', {
          gain: few(line.gain),
          low: few(line.low),
          high: few(line.high),
          residual: few(line.residual),
        })}
      </p>
    );
  const groupName = (id: string): string => result.groups.find((g) => g.id === id)?.name || t('company');
  const { small } = line.group;
  const partOf = (id: string) =>
    definition.kind === 'composite' ? definition.components.find((c) => c.id === id) : undefined;
  const nameOf = (id: string): string => {
    const c = partOf(id);
    if (c === undefined) return id;
    return c.label ? pick(c.label) : game(`award.m.${c.metric}`);
  };
  const heads = ['part', 'value', 'below', 'equal', 'n', 'percentile', 'weight', 'product'] as const;
  return (
    <div className="award-why">
      <p>
        {t('group')}: {t('group.is', { name: groupName(line.group.id), n: line.group.n })}
        {small && ` · ${t('group.small', { name: groupName(small.id), n: small.n })}`}
        {line.tie && ` · ${t(`tie.by.${line.tie}`)}`} ·{' '}
        {t('accuracy', { right: line.right, n: line.answers, low: percent(line.accuracy) })}
      </p>
      <table>
        <thead>
          <tr>
            {heads.map((h) => (
              <th key={h} scope="col">
                {t(h)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line.components.map((c) => (
            <tr key={c.id}>
              <th scope="row">{nameOf(c.id)}</th>
              <td>{c.value === null ? t('none.value') : Number(c.value.toFixed(4))}</td>
              <td>{c.below}</td>
              <td>{c.equal}</td>
              <td>{c.n}</td>
              <td>{c.percentile === null ? t('none.value') : few(c.percentile)}</td>
              <td>{number(Math.round(c.weight * 1000) / 10)}</td>
              <td>{few(c.product)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

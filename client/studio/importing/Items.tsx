import { App, Button, Pagination, Select, Tag } from 'antd';
import { useEffect, useState } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import type { StagedItem, StageView } from '../../../server/domain/api-import.ts';
import { placeText } from '../../../server/domain/notes/index.ts';
import { type Decision, USUAL_DECISION } from '../../../server/domain/staging.ts';
import { lang, percent } from '../../i18n/index.ts';
import { readQuestions } from '../../net/bank.ts';
import { loadStaged } from '../../net/importing.ts';
import { QuestionPreview } from '../../ui/play/QuestionPreview.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { FixDrawer } from './FixDrawer.tsx';
import { NoteLine } from './Notes.tsx';
import type { Decisions } from './Review.tsx';

const PAGE = 10;

type Props = {
  view: StageView;
  frame: BankFrame;
  only: 'all' | 'similar';
  decisions: Decisions;
  onDecide: (next: Decisions, usual: Map<string, Decision>) => void;
  onChange: () => void;
};

/** The questions of the dry run as the learner will see them, ten at a time. */
export const Items = ({ view, frame, only, decisions, onDecide, onChange }: Props) => {
  const t = useS('importing');
  const { message } = App.useApp();
  const [page, setPage] = useState(1);
  const [items, setItems] = useState<StagedItem[]>();
  const [total, setTotal] = useState(0);
  const [editing, setEditing] = useState<StagedItem>();
  const { stage } = view;
  useEffect(() => {
    setItems(undefined);
    loadStaged(stage, (page - 1) * PAGE, PAGE, only).then(
      (got) => {
        setItems(got.items);
        setTotal(got.total);
      },
      (f: unknown) => {
        setItems([]);
        void message.error(faultLine(f));
      },
    );
  }, [stage, page, only, message]);
  if (items === undefined) return <Waiting />;
  if (items.length === 0) return <p>{t(only === 'all' ? 'items.none' : 'similar.none')}</p>;
  const decide = (item: StagedItem, decision: Decision): void =>
    onDecide({ [item.item]: decision }, new Map([[String(item.item), USUAL_DECISION[item.status]]]));
  return (
    <>
      <ol className="import-items">
        {items.map((item) => (
          <li key={item.item}>
            <header>
              <strong>{item.item + 1}</strong>{' '}
              <span className="studio-note">{placeText(item.place, lang())}</span>
              <Status item={item} />
              <Select
                size="small"
                aria-label={t('decision.label', { n: item.item + 1 })}
                value={decisions[item.item] ?? USUAL_DECISION[item.status]}
                onChange={(d) => decide(item, d)}
                options={optionsFor(item).map((d) => ({
                  value: d,
                  label: t(d === 'update' && item.status === 'similar' ? 'decision.merge' : `decision.${d}`),
                }))}
              />
              <Button size="small" onClick={() => setEditing(item)}>
                {t('edit')}
              </Button>
            </header>
            {item.notes.map((note) => (
              <NoteLine key={JSON.stringify(note)} note={note} />
            ))}
            <Compared stage={stage} item={item} />
          </li>
        ))}
      </ol>
      <Pagination current={page} pageSize={PAGE} total={total} onChange={setPage} showSizeChanger={false} />
      {editing !== undefined && (
        <FixDrawer
          stage={stage}
          item={editing.item}
          start={editing.question}
          place={placeText(editing.place, lang())}
          frame={frame}
          onClose={() => setEditing(undefined)}
          onFixed={(fixed) => {
            setItems((all) => all?.map((i) => (i.item === fixed.item ? fixed : i)));
            setEditing(undefined);
            onChange();
          }}
        />
      )}
    </>
  );
};

const optionsFor = (item: StagedItem): Decision[] =>
  item.match === undefined ? ['add', 'skip'] : ['add', 'update', 'skip'];

const Status = ({ item }: { item: StagedItem }) => {
  const t = useS('importing');
  const colour = { fresh: 'green', changed: 'blue', same: 'default', similar: 'gold' }[item.status];
  if (item.twin !== undefined) return <Tag color="gold">{t('status.twin', { n: item.twin + 1 })}</Tag>;
  return (
    <Tag color={colour}>{t(`status.${item.status}`, { share: percent(item.match?.similarity ?? 1) })}</Tag>
  );
};

/** The question that an item changes or resembles: of the bank, or an earlier one of the same import. */
const useMatch = (stage: string, item: StagedItem): StagedItem['question'] | undefined => {
  const [found, setFound] = useState<StagedItem['question']>();
  const isKnown = item.status === 'changed' || item.status === 'similar';
  const match = isKnown ? item.match?.id : undefined;
  const { twin } = item;
  useEffect(() => {
    const none = (): void => setFound(undefined);
    if (twin !== undefined)
      loadStaged(stage, twin, 1, 'all').then((got) => setFound(got.items[0]?.question), none);
    else if (match !== undefined) readQuestions([match]).then(([known]) => setFound(known?.content), none);
  }, [stage, match, twin]);
  return found;
};

/** The incoming question, beside the one that it changes or resembles. */
const Compared = ({ stage, item }: { stage: string; item: StagedItem }) => {
  const t = useS('importing');
  const match = useMatch(stage, item);
  if (match === undefined) return <QuestionPreview question={item.question} lang={lang()} width="desktop" />;
  const other = item.twin === undefined ? t('existing') : t('twin', { n: item.twin + 1 });
  return (
    <div className="import-pair">
      <section aria-label={t('incoming')}>
        <h2>{t('incoming')}</h2>
        <QuestionPreview question={item.question} lang={lang()} width="desktop" />
      </section>
      <section aria-label={other}>
        <h2>{other}</h2>
        <QuestionPreview question={match} lang={lang()} width="desktop" />
      </section>
    </div>
  );
};

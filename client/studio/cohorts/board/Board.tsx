import '../cohorts.css';
import './board.css';
import { ReloadOutlined } from '@ant-design/icons';
import { App, Button, Empty, Input } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../../server/domain/api.ts';
import type { CohortBoard, CohortView, MemberRow } from '../../../../server/domain/api-cohorts.ts';
import { lang, number, pick } from '../../../i18n/index.ts';
import { loadBoard, placeMembers } from '../../../net/cohort.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { goTo } from '../../place.ts';
import { CohortForm } from '../CohortForm.tsx';
import { useDayLine } from '../use-day-line.ts';
import { usePublished } from '../use-published.ts';
import { Extend, Reset } from './Care.tsx';
import { History } from './History.tsx';
import { type MemberAct, MemberTable } from './MemberTable.tsx';
import { countsOf, FIRST_ORDER, type Order, STATES, type StateFilter, shownMembers } from './members.ts';
import { PutIn } from './PutIn.tsx';
import { Remind } from './Remind.tsx';

/** Who of a cohort is where, and what a trainer can do about it. */
export const Board = ({ cohort }: { me: Me; cohort: string }) => {
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadBoard(cohort), [cohort]));
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      {value !== undefined && <Desk board={value} onBoard={setValue} onReload={reload} />}
    </Loaded>
  );
};

type Open =
  | { what: 'remind'; people: MemberRow[] }
  | { what: 'extend' | 'reset'; member: MemberRow }
  | { what: 'put' | 'history' | 'edit' };
type DeskProps = { board: CohortBoard; onBoard: (next: CohortBoard) => void; onReload: () => void };

/** Takes people out after a question. */
const useTakeOut = ({ board, onBoard }: Omit<DeskProps, 'onReload'>) => {
  const t = useS('cohort');
  const ts = useS('shell');
  const { message, modal } = App.useApp();
  return (people: readonly MemberRow[]): void => {
    const count = people.length;
    modal.confirm({
      title: t('take.ask', { count }),
      content: t('take.note'),
      okText: t('take'),
      cancelText: ts('cancel'),
      onOk: () =>
        placeMembers(
          board.cohort.id,
          people.map((m) => m.person),
          false,
        ).then(
          (next) => {
            void message.success(t('take.done', { count }));
            onBoard(next);
          },
          (f: unknown) => void message.error(faultLine(f)),
        ),
    });
  };
};

const Desk = ({ board, onBoard, onReload }: DeskProps) => {
  const t = useS('cohort');
  const [state, setState] = useState<StateFilter>('all');
  const [words, setWords] = useState('');
  const [order, setOrder] = useState<Order>(FIRST_ORDER);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>();
  const pickNobody = (): void => setPicked(new Set());
  const takeOut = useTakeOut({
    board,
    onBoard: (next) => {
      pickNobody();
      onBoard(next);
    },
  });
  const published = usePublished(board.cohort.quest);
  const islands = new Map(published?.definition.islands.map((i) => [i.id, pick(i.name)]));
  const shown = shownMembers(board.members, { state, words }, order, lang());
  const chosen = board.members.filter((m) => picked.has(m.person));
  const pick1 = useCallback((person: string, on: boolean): void => {
    setPicked((all) => new Set(on ? [...all, person] : [...all].filter((p) => p !== person)));
  }, []);
  const act = (what: MemberAct, member: MemberRow): void => {
    if (what === 'take') takeOut([member]);
    else setOpen(what === 'remind' ? { what, people: [member] } : { what, member });
  };
  return (
    <>
      <Head board={board} onOpen={(what) => setOpen({ what })} onReload={onReload} />
      <Filters board={board} state={state} words={words} onState={setState} onWords={setWords} />
      {chosen.length > 0 && (
        <Picked
          count={chosen.length}
          onRemind={() => setOpen({ what: 'remind', people: chosen })}
          onTake={() => takeOut(chosen)}
          onNone={pickNobody}
        />
      )}
      {shown.length === 0 ? (
        <Empty description={t(board.members.length === 0 ? 'nobody' : 'nobody.found')} />
      ) : (
        <MemberTable
          board={board}
          shown={shown}
          picked={picked}
          islands={islands}
          order={order}
          onOrder={(by) => setOrder({ by, down: order.by === by && !order.down })}
          onPick={pick1}
          onPickAll={(on) => setPicked(new Set(on ? shown.map((m) => m.person) : []))}
          onAct={act}
        />
      )}
      <Opened
        board={board}
        open={open}
        onBoard={onBoard}
        onReload={() => {
          pickNobody();
          onReload();
        }}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
};

type HeadProps = {
  board: CohortBoard;
  onOpen: (what: 'put' | 'history' | 'edit') => void;
  onReload: () => void;
};
const Head = ({ board, onOpen, onReload }: HeadProps) => {
  const t = useS('cohort');
  const dayLine = useDayLine();
  const { cohort, expected, stations } = board;
  return (
    <>
      <Button type="link" className="cohort-back" onClick={() => goTo({ name: 'cohorts' })}>
        ← {t('back')}
      </Button>
      <header className="studio-head">
        <h1>{cohort.name}</h1>
        <p>
          {pick(cohort.questName)} · {dayLine(cohort)}
          {cohort.day > 0 && ` · ${t('expected', { n: expected, all: stations })}`}
        </p>
        <div className="studio-actions">
          <Button
            aria-label={t('refresh')}
            title={t('refresh')}
            icon={<ReloadOutlined />}
            onClick={onReload}
          />
          <Button onClick={() => onOpen('history')}>{t('history')}</Button>
          <Button onClick={() => onOpen('edit')}>{t('edit')}</Button>
          <Button type="primary" onClick={() => onOpen('put')}>
            {t('put')}
          </Button>
        </div>
      </header>
    </>
  );
};

type FiltersProps = {
  board: CohortBoard;
  state: StateFilter;
  words: string;
  onState: (next: StateFilter) => void;
  onWords: (next: string) => void;
};
/** The states with how many are in each, as filters, and a search by name. */
const Filters = ({ board, state, words, onState, onWords }: FiltersProps) => {
  const t = useS('cohort');
  const counts = countsOf(board.members);
  const all = [['all', board.members.length] as const, ...STATES.map((s) => [s, counts[s]] as const)];
  return (
    <div className="board-filters">
      <fieldset>
        <legend className="sr-only">{t('col.state')}</legend>
        {all.map(([s, n]) => (
          <button
            key={s}
            type="button"
            className={`board-state is-${s}`}
            aria-pressed={state === s}
            onClick={() => onState(state === s ? 'all' : s)}
          >
            {t(`state.${s}`)} <b className="num">{number(n)}</b>
          </button>
        ))}
      </fieldset>
      <Input
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        value={words}
        onChange={(e) => onWords(e.target.value)}
      />
    </div>
  );
};

type PickedProps = { count: number; onRemind: () => void; onTake: () => void; onNone: () => void };
const Picked = ({ count, onRemind, onTake, onNone }: PickedProps) => {
  const t = useS('cohort');
  return (
    <div className="board-picked">
      <strong role="status">{t('picked', { count })}</strong>
      <Button type="primary" onClick={onRemind}>
        {t('remind')}
      </Button>
      <Button onClick={onTake}>{t('take')}</Button>
      <Button type="text" onClick={onNone}>
        {t('pick.none')}
      </Button>
    </div>
  );
};

type OpenedProps = DeskProps & { open: Open | undefined; onClose: () => void };
const Opened = ({ board, open, onBoard, onReload, onClose }: OpenedProps) => {
  const saved = (_: CohortView): void => {
    onReload();
    onClose();
  };
  switch (open?.what) {
    case 'remind':
      return (
        <Remind
          cohort={board.cohort}
          people={open.people}
          onDone={() => {
            onReload();
            onClose();
          }}
          onClose={onClose}
        />
      );
    case 'extend':
      return <Extend board={board} member={open.member} onBoard={onBoard} onClose={onClose} />;
    case 'reset':
      return <Reset board={board} member={open.member} onBoard={onBoard} onClose={onClose} />;
    case 'put':
      return <PutIn board={board} onBoard={onBoard} onClose={onClose} />;
    case 'history':
      return <History board={board} onClose={onClose} />;
    case 'edit':
      return <CohortForm quests={[]} cohort={board.cohort} onSaved={saved} onClose={onClose} />;
    default:
      return null;
  }
};

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Verdict } from '../../../server/domain/answer.ts';
import type { CardView, Outcome, PanelView } from '../../../server/domain/api.ts';
import { plainOf } from '../../../server/domain/rich-text.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { call, Offline, Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { record } from '../../net/outbox.ts';
import { loadQuest } from '../../net/quest.ts';
import { setCoins } from '../../stores/quest.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { announce } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { keyLines } from './answer-text.ts';

type Check = Extract<PanelView, { kind: 'check' }>;
const checkOf = (card: CardView | undefined): Check | undefined =>
  card?.panels.find((panel): panel is Check => panel.kind === 'check');

const tell = (fault: unknown): void => {
  if (!(fault instanceof Refusal || fault instanceof Offline)) throw fault;
  const text =
    fault instanceof Refusal ? faultText(fault.code, fault.details) : textOf('common')('offline.short');
  say(text, { tone: 'bad' });
};

const tellVerdict = (check: Check, verdict: Verdict): void => {
  const t = textOf('play');
  playCue(verdict.ok ? 'correct' : 'wrong');
  const key = keyLines(check.question, verdict.key).join(t('key.or'));
  const parts = [
    t(verdict.ok ? 'verdict.right' : 'verdict.wrong'),
    verdict.ok ? '' : t('key.said', { text: key }),
    verdict.explanation === undefined ? '' : plainOf(pick(verdict.explanation)),
  ];
  announce(parts.filter((part) => part !== '').join(t('join')));
};

/** The card as the server gives it, with the verdict of an earlier visit. */
const useLoaded = (station: string) => {
  const [card, setCard] = useState<CardView>();
  const [fault, setFault] = useState<string>();
  const openedAt = useRef(0);
  const load = useCallback(async () => {
    setFault(undefined);
    try {
      setCard(await call('GET /api/cards/:station', { params: { station } }));
      openedAt.current = performance.now();
      void record('lesson.started', { obj: station, data: {} });
    } catch (thrown) {
      setFault(faultOf(thrown));
    }
  }, [station]);
  useEffect(() => {
    setCard(undefined);
    void load();
  }, [load]);
  return { card, fault, load, openedAt };
};

/** One piece of work at a time; a refusal or a lost network is told, not thrown. */
const useBusy = () => {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      tell(thrown);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, run };
};

/** A study card of a station: its panels, the check question's verdict and, when finished, what it brought. */
export const useCard = (station: string) => {
  const { card, fault, load, openedAt } = useLoaded(station);
  const { busy, run } = useBusy();
  const [told, setTold] = useState<Verdict>();
  const [draft, setDraft] = useState<Answer>();
  const [outcome, setOutcome] = useState<Outcome>();
  const latest = useRef<Answer>(undefined);
  const paintedAt = useRef(0);
  const since = (tick: number) => Math.round(performance.now() - tick);

  const choose = (answer: Answer | undefined) => {
    latest.current = answer;
    setDraft(answer);
  };
  const answer = () =>
    run(async () => {
      const check = checkOf(card);
      const given = latest.current;
      if (check === undefined || given === undefined) return;
      const body = { station, answer: given, rtMs: since(paintedAt.current) };
      const verdict = await call('POST /api/cards/check', { body });
      setTold(verdict);
      tellVerdict(check, verdict);
    });
  const complete = () =>
    run(async () => {
      const body = { station, ms: since(openedAt.current) };
      const done = await call('POST /api/cards/complete', { body });
      setOutcome(done);
      setCoins(done.balance);
      void loadQuest();
    });
  const painted = () => {
    paintedAt.current = performance.now();
  };
  const verdict = told ?? checkOf(card)?.verdict;
  return { card, fault, verdict, draft, busy, outcome, load, choose, answer, complete, painted };
};

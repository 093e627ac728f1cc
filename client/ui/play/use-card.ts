import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Verdict } from '../../../server/domain/answer.ts';
import type { CardView, Outcome, PanelView } from '../../../server/domain/api.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { call, Offline, Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { record } from '../../net/outbox.ts';
import { loadQuest } from '../../net/quest.ts';
import { setCoins } from '../../stores/quest.ts';
import { say } from '../../stores/toast.ts';
import { announce } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { keyLines } from './answer-text.ts';

type Check = Extract<PanelView, { kind: 'check' }>;
const checkOf = (card: CardView | undefined): Check | undefined =>
  card?.panels.find((panel): panel is Check => panel.kind === 'check');

const tell = (fault: unknown): void => {
  if (!(fault instanceof Refusal || fault instanceof Offline)) throw fault;
  const text = fault instanceof Refusal ? textOf('errors')(fault.code) : textOf('common')('offline.short');
  say(text, { tone: 'bad' });
};

const tellVerdict = (check: Check, verdict: Verdict): void => {
  const t = textOf('play');
  playCue(verdict.ok ? 'correct' : 'wrong');
  const key = keyLines(check.question, verdict.key).join(t('key.or'));
  const parts = [
    t(verdict.ok ? 'verdict.right' : 'verdict.wrong'),
    verdict.ok ? '' : t('key.said', { text: key }),
    pick(verdict.explanation),
  ];
  announce(parts.filter((part) => part !== '').join(t('join')));
};

/** A study card of a station: its panels, the check question's verdict and, when finished, what it brought. */
export const useCard = (station: string) => {
  const [card, setCard] = useState<CardView>();
  const [fault, setFault] = useState<string>();
  const [verdict, setVerdict] = useState<Verdict>();
  const [draft, setDraft] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const latest = useRef<Answer>(undefined);
  const openedAt = useRef(0);
  const paintedAt = useRef(0);

  const load = useCallback(async () => {
    setFault(undefined);
    try {
      const view = await call('GET /api/cards/:station', { params: { station } });
      setCard(view);
      setVerdict(checkOf(view)?.verdict);
      openedAt.current = performance.now();
      void record('lesson.started', { obj: station, data: {} });
    } catch (thrown) {
      setFault(faultOf(thrown));
    }
  }, [station]);
  useEffect(() => {
    setCard(undefined);
    setOutcome(undefined);
    setDraft(undefined);
    latest.current = undefined;
    void load();
  }, [load]);

  const choose = (answer: Answer | undefined) => {
    latest.current = answer;
    setDraft(answer);
  };
  const answer = async () => {
    const check = checkOf(card);
    const given = latest.current;
    if (check === undefined || given === undefined || busy) return;
    setBusy(true);
    try {
      const rtMs = Math.round(performance.now() - paintedAt.current);
      const told = await call('POST /api/cards/check', { body: { station, answer: given, rtMs } });
      setVerdict(told);
      tellVerdict(check, told);
    } catch (thrown) {
      tell(thrown);
    } finally {
      setBusy(false);
    }
  };
  const complete = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const ms = Math.round(performance.now() - openedAt.current);
      const done = await call('POST /api/cards/complete', { body: { station, ms } });
      setOutcome(done);
      setCoins(done.balance);
      void loadQuest();
    } catch (thrown) {
      tell(thrown);
    } finally {
      setBusy(false);
    }
  };
  const painted = () => {
    paintedAt.current = performance.now();
  };
  return { card, fault, verdict, draft, busy, outcome, load, choose, answer, complete, painted };
};

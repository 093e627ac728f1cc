import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { EXAM_ATTEMPTS_A_DAY, EXAM_MS, EXAM_PASS, EXAM_QUESTIONS } from '../../../server/domain/rewards.ts';
import { percent, pick, useT } from '../../i18n/index.ts';
import { quest, stationOf } from '../../stores/quest.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { Picture } from './Picture.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { isControl, useKeys } from './use-keys.ts';

type Props = { station: string; onStart: () => Promise<void>; onLeave: () => void };

/** What the exam is, before its clock starts. */
export const ExamRules = ({ station, onStart, onLeave }: Props) => {
  const t = useT('play');
  const found = useStore(quest, (s) => stationOf(s.view, station));
  const [busy, setBusy] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const left = found?.attemptsLeft ?? EXAM_ATTEMPTS_A_DAY;
  const start = () => {
    if (busy || left === 0) return;
    setBusy(true);
    void onStart().finally(() => setBusy(false));
  };
  useKeys(true, (event) => {
    if (event.key === 'Enter' && !isControl(event.target)) start();
  });
  const rules: [string, string][] = [
    ['memo', t('exam.rule.count', { n: found?.questions ?? EXAM_QUESTIONS })],
    ['stopwatch', t('exam.rule.time', { n: found?.minutes ?? EXAM_MS / 60_000 })],
    ['bullseye', t('exam.rule.pass', { share: percent(found?.pass ?? EXAM_PASS) })],
    ['counterclockwise-arrows-button', t('exam.rule.change')],
    ['wireless', t('exam.rule.line')],
  ];
  return (
    <PlayFrame look="exam" label={t('exam.rules')} onLeave={onLeave}>
      <div className="result">
        <div className="result-art exam-gate" aria-hidden="true">
          <Picture name="shield" size={150} />
        </div>
        <section className="result-card exam-rules" aria-labelledby="exam-rules">
          <p className="over">{t('exam.rules')}</p>
          <h1 id="exam-rules" ref={head} tabIndex={-1} className="exam-title">
            {found === undefined ? t('exam.gate') : pick(found.name)}
          </h1>
          <ul className="exam-rule-list">
            {rules.map(([icon, text]) => (
              <li key={icon}>
                <Icon name={icon} size={30} />
                {text}
              </li>
            ))}
          </ul>
          <p className="exam-left">
            <b>{t('exam.left', { n: left })}</b>
            {found?.best !== undefined && <span>{t('exam.best', { share: percent(found.best) })}</span>}
          </p>
          {left === 0 && <p className="exam-none">{t('exam.none')}</p>}
          <div className="result-acts">
            <Button look="soft" onClick={onLeave}>
              {t('exam.later')}
            </Button>
            <Button look="cta" busy={busy} aria-disabled={left === 0 || undefined} onClick={start}>
              {t('exam.start')}
              <Key>Enter</Key>
            </Button>
          </div>
        </section>
      </div>
    </PlayFrame>
  );
};

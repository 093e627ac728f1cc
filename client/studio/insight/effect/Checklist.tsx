import './effect.css';
import { App, Button, Checkbox, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { TeamCheck } from '../../../../server/domain/api-effect.ts';
import { pick } from '../../../i18n/index.ts';
import { observeCheck, teamChecks } from '../../../net/effect.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';

/** For managers: what they have seen their people do at work, 30, 60 and 90 days after finishing. */
export const Checklist = () => {
  const t = useS('effect');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => teamChecks(), []));
  return (
    <section className="effect-card" aria-labelledby="effect-checks">
      <h2 id="effect-checks">{t('checks')}</h2>
      <p className="studio-note">{t('checks.about')}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <p>{t('checks.none')}</p>}
        <ul className="effect-awards">
          {value?.map((check) => (
            <li key={`${check.person} ${check.quest} ${check.mark}`}>
              <Check check={check} onDone={setValue} />
            </li>
          ))}
        </ul>
      </Loaded>
    </section>
  );
};

const Check = ({ check, onDone }: { check: TeamCheck; onDone: (next: TeamCheck[]) => void }) => {
  const t = useS('effect');
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(() => check.items.map(() => false));
  const send = (): void =>
    void observeCheck(check.person, check.quest, seen).then(
      (next) => {
        setOpen(false);
        onDone(next);
      },
      (f: unknown) => void message.error(faultLine(f)),
    );
  return (
    <>
      <span className="effect-award">
        <b>
          {check.name} {check.answered && <Tag color="green">{t('checks.answered')}</Tag>}
        </b>
        <small>
          {check.department} · {t('checks.mark', { n: check.mark })}
        </small>
      </span>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(check.answered ? 'checks.again' : 'checks.go')}
        <span className="sr-only"> · {check.name}</span>
      </Button>
      {open && (
        <fieldset className="effect-seen">
          <legend>{t('checks.seen', { name: check.name })}</legend>
          {check.items.map((item, i) => (
            <Checkbox
              key={pick(item)}
              checked={seen[i] ?? false}
              onChange={(e) => setSeen(seen.map((s, at) => (at === i ? e.target.checked : s)))}
            >
              {pick(item)}
            </Checkbox>
          ))}
          <Button type="primary" onClick={send}>
            {t('checks.send')}
          </Button>
        </fieldset>
      )}
    </>
  );
};

import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import type { SkillMap, SkillPoint } from '../../../server/domain/api-reach.ts';
import { percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadSkillMap } from '../../net/reach.ts';
import { saveSettings } from '../../net/session.ts';
import { go } from '../../stores/screen.ts';
import { settings } from '../../stores/settings.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { faultText } from '../fault-text.ts';
import { Page } from '../Page.tsx';
import { Button, Card, Progress, Switch } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { Proposals } from './Proposals.tsx';
import './skills.css';

const MOST = 5;

/** My skills against what my post asks, and what to do next. */
export const SkillsPage = (_: { me: Me }) => {
  const t = useT('skills');
  const { value, fault, load } = useLoaded(useCallback(loadSkillMap, []));
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t('title')} icon="compass" lead={t('lead')}>
      <Proposals most={MOST} />
      <SameList />
      {value === undefined ? <Waiting /> : <Points map={value} />}
    </Page>
  );
};

/** One tap and nothing is made for me any more (PIPL 24). */
const SameList = () => {
  const t = useT('skills');
  const sameList = useStore(settings, (s) => s.sameList);
  const flip = (on: boolean): void => {
    saveSettings({ sameList: on }).catch((f: unknown) => say(faultText(faultOf(f)), { tone: 'bad' }));
  };
  return (
    <Card aria-label={t('same')}>
      <Switch label={t('same')} note={t('same.note')} on={sameList} onFlip={flip} />
    </Card>
  );
};

const Points = ({ map }: { map: SkillMap }) => {
  const t = useT('skills');
  const asked = map.points.filter((p) => p.required !== undefined);
  asked.sort((a, b) => (b.gap ?? 0) - (a.gap ?? 0));
  const others = map.points.filter((p) => p.required === undefined);
  return (
    <>
      <Card aria-labelledby="asked">
        <h2 id="asked">{map.post === undefined ? t('asked.nopost') : t('asked', { post: map.post })}</h2>
        {asked.length === 0 && <p className="page-empty">{t('asked.none')}</p>}
        {asked.length > 0 && (
          <Progress
            value={map.reached}
            max={map.asked}
            label={t('reached', { n: map.reached, of: map.asked })}
          />
        )}
        <ul className="skill-rows">
          {asked.map((p) => (
            <Point key={`${p.bank}:${p.point}`} point={p} />
          ))}
        </ul>
      </Card>
      {others.length > 0 && (
        <Card aria-labelledby="others">
          <h2 id="others">{t('others')}</h2>
          <ul className="skill-rows">
            {others.map((p) => (
              <Point key={`${p.bank}:${p.point}`} point={p} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
};

const gapText = (p: SkillPoint, t: ReturnType<typeof useT<'skills'>>): string => {
  if (p.required === undefined || p.current === undefined) return '';
  if (p.gap === 0) return t('gap.none');
  return t('gap', { n: percent(p.gap ?? 0) });
};

/** Required against shown: the band is how sure one is, the flag what the post asks. */
const Point = ({ point }: { point: SkillPoint }) => {
  const t = useT('skills');
  const { current, required } = point;
  const shown =
    current === undefined
      ? t('band.none')
      : t('band', { low: percent(current.low), high: percent(current.high) });
  const asks = required === undefined ? '' : t('required', { n: percent(required) });
  return (
    <li className={point.gap === 0 ? 'skill skill-ok' : 'skill'}>
      <p className="skill-name">
        <b lang={pickedLang(point.name)}>{pick(point.name)}</b>
        <span>{gapText(point, t)}</span>
      </p>
      <div className="skill-bar" role="img" aria-label={[shown, asks].filter(Boolean).join(' · ')}>
        {current !== undefined && (
          <i
            style={{
              left: `${100 * current.low}%`,
              width: `${Math.max(2, 100 * (current.high - current.low))}%`,
            }}
          />
        )}
        {required !== undefined && <b style={{ left: `${100 * required}%` }} />}
      </div>
      <p className="skill-facts" aria-hidden="true">
        <span>{shown}</span>
        <span>{asks}</span>
      </p>
      <Button
        look="mini"
        aria-label={t('go.practice.what', { name: pick(point.name) })}
        onClick={() => go({ name: 'drill', purpose: 'point', bank: point.bank, point: point.point })}
      >
        {t('go.practice')}
      </Button>
    </li>
  );
};

import './laurel.css';
import './honours.css';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import type {
  BadgeView,
  HonourCatalogue,
  HonourLine,
  HonourView,
  TitleInfo,
} from '../../../server/domain/api-honour.ts';
import { levelAt } from '../../../server/domain/honour.ts';
import { dayOf, number, pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { honoursNow, loadLine } from '../../net/honours.ts';
import { saveProfile } from '../../net/people.ts';
import { honours } from '../../stores/honours.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, Progress } from '../parts/index.ts';
import { MyPortrait } from '../people/MyPortrait.tsx';
import { useCatalogue } from '../people/titles.ts';
import { Waiting } from '../Waiting.tsx';
import { useFetched } from './use-fetched.ts';

const FAMILIES = ['points', 'skill', 'kindness', 'correction', 'reading'] as const;

const LevelCard = ({ me, line }: { me: Me; line: HonourLine }) => {
  const t = useT('honours');
  const from = levelAt(line.level);
  const span = levelAt(line.level + 1) - from;
  return (
    <Card aria-label={t('level', { level: line.level })}>
      <div className="row row-flat">
        <MyPortrait avatar={me.person.avatar} size={64} />
        <span className="row-text">
          <b>{t('level', { level: line.level })}</b>
          <small>{t('points', { n: number(line.xp) })}</small>
        </span>
        <Button onClick={() => go({ name: 'boards' })}>{t('to.boards')}</Button>
      </div>
      <Progress value={line.xp - from} max={span} label={t('level.next')} />
    </Card>
  );
};

const wear = (title: string, saved: string): void => {
  saveProfile({ title }).then(
    () => {
      void loadLine();
      say(saved, { tone: 'good' });
    },
    (fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }),
  );
};

type TitlesProps = { view: HonourView; titles: TitleInfo[]; zone: string };

/** Which of the titles earned is worn; automatic = the highest by points. */
const Worn = ({ view, titles }: Omit<TitlesProps, 'zone'>) => {
  const t = useT('honours');
  const worn = useStore(honours, (s) => s.line?.title) ?? view.line.title ?? '';
  const mine = titles.filter((x) => view.titles.some((v) => v.id === x.id && v.earnedAt !== undefined));
  if (mine.length === 0) return null;
  return (
    <label className="honour-worn">
      <b>{t('title.worn')}</b>
      <select value={worn} onChange={(e) => wear(e.target.value, t('title.saved'))}>
        <option value="">{t('title.auto')}</option>
        {mine.map((x) => (
          <option key={x.id} value={x.id}>
            {pick(x.name)}
          </option>
        ))}
      </select>
    </label>
  );
};

const Titles = ({ view, titles, zone }: TitlesProps) => {
  const t = useT('honours');
  return (
    <Card aria-label={t('title.points')}>
      <Worn view={view} titles={titles} />
      {FAMILIES.map((family) => (
        <div key={family}>
          <h2>{t(`title.${family}`)}</h2>
          <ol className="honour-titles">
            {titles
              .filter((x) => x.family === family)
              .map((x) => {
                const own = view.titles.find((v) => v.id === x.id);
                const { n = 0, of = 1 } = own?.progress ?? {};
                return (
                  <li key={x.id} className={own?.earnedAt === undefined ? '' : 'honour-own'}>
                    <b>{pick(x.name)}</b>
                    {own?.earnedAt === undefined ? (
                      <>
                        <small>{pick(x.hint)}</small>
                        <Progress value={n} max={of} label={pick(x.name)} />
                        <small className="num">
                          {number(n)}/{number(of)}
                        </small>
                      </>
                    ) : (
                      <small>
                        ✓ {t('title.mine')} · {dayOf(own.earnedAt, zone)}
                      </small>
                    )}
                  </li>
                );
              })}
          </ol>
        </div>
      ))}
    </Card>
  );
};

const Badge = ({ badge, info }: { badge: BadgeView; info: HonourCatalogue['badges'][number] }) => {
  const t = useT('honours');
  const tier = (['badge.0', 'badge.1', 'badge.2', 'badge.3'] as const)[badge.tier] ?? 'badge.0';
  return (
    <li className={`honour-badge laurel-${badge.tier}`}>
      <span className="laurel-face">
        <Icon name={info.icon} size={44} />
      </span>
      <b>{pick(info.name)}</b>
      <em className="honour-tier">{t(tier)}</em>
      <small>{pick(info.hint)}</small>
      {badge.next === undefined ? (
        <small>{t('badge.full')}</small>
      ) : (
        <>
          <Progress value={badge.next.n} max={badge.next.of} label={pick(info.name)} />
          <small className="num">
            {t('badge.next', { n: number(badge.next.n), of: number(badge.next.of) })}
          </small>
        </>
      )}
    </li>
  );
};

const Certificates = ({ view, zone }: { view: HonourView; zone: string }) => {
  const t = useT('honours');
  return (
    <Card aria-label={t('certificates')}>
      <h2>{t('certificates')}</h2>
      {view.certificates.length === 0 && <p className="page-empty">{t('certificates.none')}</p>}
      <ul className="rows">
        {view.certificates.map((c) => (
          <li key={c.code}>
            <button
              type="button"
              className="row row-flat"
              aria-label={`${t('certificate.open')}: ${pick(c.name)}`}
              onClick={() => go({ name: 'certificate', code: c.code })}
            >
              <Icon name={c.kind === 'award' ? 'trophy' : 'graduation-cap'} size={36} />
              <span className="row-text">
                <b>{pick(c.name)}</b>
                <small>{dayOf(c.issuedAt, zone)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={() => go({ name: 'seasons' })}>{t('to.seasons')}</Button>
    </Card>
  );
};

/** My titles, badges and certificates, each with the next goal. */
export const Honours = ({ me }: { me: Me }) => {
  const t = useT('honours');
  const catalogue = useCatalogue();
  const { value: view, fault, again } = useFetched(honoursNow);
  return (
    <Page title={t('title')} icon="sports-medal" lead={t('lead')}>
      {fault !== undefined && (
        <Card>
          <FaultNote code={fault} />
          <Button onClick={again}>↻</Button>
        </Card>
      )}
      {(view === undefined || catalogue === undefined) && fault === undefined && <Waiting />}
      {view !== undefined && catalogue !== undefined && (
        <>
          <LevelCard me={me} line={view.line} />
          <Card aria-label={t('badges')}>
            <h2>{t('badges')}</h2>
            <ul className="honour-wall">
              {view.badges.flatMap((badge) => {
                const info = catalogue.badges.find((b) => b.id === badge.id);
                return info === undefined ? [] : [<Badge key={badge.id} badge={badge} info={info} />];
              })}
            </ul>
          </Card>
          <Titles view={view} titles={catalogue.titles} zone={me.org.zone} />
          <Certificates view={view} zone={me.org.zone} />
        </>
      )}
    </Page>
  );
};

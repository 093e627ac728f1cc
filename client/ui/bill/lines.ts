import type { BillDoc, BillHonour, BillLine, SkillFact } from '../../../server/domain/bill.ts';
import { NUMBER_FROM } from '../../../server/domain/bill.ts';
import { listOf, number, percent, pick, textOf } from '../../i18n/index.ts';

/** Lines that stand together, with the heading over them. */
export const SECTIONS = [
  { id: 'learn', lines: ['days', 'minutes', 'answers', 'correct', 'hour', 'cards'] },
  { id: 'skill', lines: ['strongest', 'next'] },
  { id: 'people', lines: ['helped', 'helpedBy', 'together'] },
  { id: 'found', lines: ['islands', 'honours', 'reading'] },
  { id: 'coins', lines: ['coinsIn', 'coinsOut', 'balance'] },
] as const satisfies readonly { id: string; lines: readonly BillLine[] }[];

export const minutesOf = (ms: number): string => {
  const t = textOf('bill');
  const all = Math.round(ms / 60_000);
  return all < 120
    ? t('unit.minutes', { n: number(all) })
    : t('unit.hours', { h: number(Math.floor(all / 60)), m: all % 60 });
};

/** A band before thirty answers, a number with it afterwards. */
const skillText = (skill: SkillFact | null): string => {
  const t = textOf('bill');
  if (!skill) return t('none');
  const name = pick(skill.name);
  return skill.n < NUMBER_FROM
    ? t('band.note', { name, low: percent(skill.low), high: percent(skill.high) })
    : t('skill.note', { name, p: percent(skill.p) });
};

const hourText = (hour: number | null): string => {
  const t = textOf('bill');
  return hour === null ? t('none') : t('hour', { from: hour, to: (hour + 1) % 24 });
};

const honoursText = ({ earned }: BillDoc): string => {
  const names = [...earned.titles, ...earned.badges].map(pick);
  return names.length === 0 ? textOf('bill')('none') : listOf(names);
};

/** What stands on the right of a line. */
export const amountOf = (line: BillLine, doc: BillDoc): string => {
  const t = textOf('bill');
  const { sums, coins } = doc;
  const count = (unit: 'days' | 'answers' | 'times' | 'cards' | 'islands' | 'coins', n: number) =>
    t(`unit.${unit}`, { n: number(n) });
  const values: Record<BillLine, () => string> = {
    days: () => count('days', sums.days),
    minutes: () => minutesOf(sums.activeMs),
    answers: () => count('answers', sums.answers),
    correct: () => count('answers', sums.correct),
    repaired: () => count('answers', sums.repaired),
    hour: () => hourText(sums.hour),
    cards: () => count('cards', sums.cards),
    helped: () => count('times', sums.helped),
    helpedBy: () => count('times', sums.helpedBy),
    together: () => count('times', sums.together),
    strongest: () => skillText(doc.strongest),
    next: () => skillText(doc.next),
    islands: () => count('islands', sums.islands),
    honours: () => honoursText(doc),
    reading: () => count('days', doc.reading),
    coinsIn: () => `+${count('coins', coins.in)}`,
    coinsOut: () => `−${count('coins', coins.out)}`,
    balance: () => count('coins', coins.balance),
  };
  return values[line]();
};

/** Name and reason of the honour at the top. */
export const honourText = (honour: BillHonour): { name: string; why: string } => {
  const t = textOf('bill');
  const { id, n, of } = honour;
  if (honour.name === null || id === 'title' || id === 'badge') {
    const name = honour.name === null ? '' : pick(honour.name);
    const tiers = ['tier.1', 'tier.1', 'tier.2', 'tier.3'] as const;
    const tier = id === 'badge' ? ` · ${t(tiers[n] ?? 'tier.1')}` : '';
    if (id === 'title' || id === 'badge')
      return { name: `${name}${tier}`, why: honour.why === null ? '' : pick(honour.why) };
    return { name: t(`honour.${id}`), why: t(`why.${id}`, { n: number(n), of: number(of) }) };
  }
  return { name: pick(honour.name), why: honour.why === null ? '' : pick(honour.why) };
};

const dayText = (day: number): string => `${Math.floor(day / 100) % 100}.${day % 100}`;
/** What a bill is called. */
export const nameOf = ({ kind, ref, from, to }: Pick<BillDoc, 'kind' | 'ref' | 'from' | 'to'>): string => {
  const t = textOf('bill');
  if (kind === 'week') return t('kind.week', { from: dayText(from), to: dayText(to) });
  return kind === 'year' ? t('kind.year', { year: ref }) : t('kind.graduation');
};

/** The comparison with oneself, in one sentence. */
export const comparedText = ({ compared }: BillDoc): string | undefined => {
  if (compared === null) return undefined;
  const t = textOf('bill');
  const { line, now, before } = compared;
  const said = { line: t(`line.${line}`), now: number(now), before: number(before) };
  return now > before ? t('compared.up', { ...said, more: number(now - before) }) : t('compared.same', said);
};

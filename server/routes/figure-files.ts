import type { Application, Request } from 'express';
import { METRICS } from '../analytics/registry.ts';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import type { Filter } from '../domain/figure.ts';
import { type Lang, textIn } from '../domain/text.ts';
import { figureCsv, figureName, figureXlsx } from '../formats/figure-table.ts';
import { figureWords } from '../formats/figure-words.ts';
import { CLOSED } from '../store/closed-question.ts';
import { filterChoices } from '../store/figure.ts';
import { filterIn, readFigure } from './figure.ts';
import { mountFileDoor } from './file-door.ts';

const WRITERS = {
  csv: { type: 'text/csv; charset=utf-8', write: figureCsv },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: figureXlsx,
  },
} as const;
const isFormat = (format: string): format is keyof typeof WRITERS => format in WRITERS;

/** What the filter narrows to, in words. */
const chosenIn = async (ctx: Ctx, by: Signed, filter: Filter, lang: Lang): Promise<[string, string][]> => {
  const w = figureWords(lang);
  const { departments, cohorts, quests, banks } = await filterChoices(ctx.db.read, by, ctx.now());
  const named = (list: { id: string; name: string }[], id: string | undefined) =>
    list.find((one) => one.id === id)?.name;
  const local = (list: { id: string; name: Parameters<typeof textIn>[0] }[], id: string | undefined) => {
    const found = list.find((one) => one.id === id);
    return found && textIn(found.name, lang);
  };
  const said: [string, string | undefined][] = [
    [w.department, named(departments, filter.department)],
    [w.post, filter.post],
    [w.cohort, named(cohorts, filter.cohort)],
    [w.quest, local(quests, filter.quest)],
    [w.bank, filter.bank && (local(banks, filter.bank) ?? textIn(CLOSED.bank, lang))],
  ];
  return said.flatMap(([label, name]) => (name === undefined ? [] : [[label, name] as [string, string]]));
};

const textsIn = (query: Request['query']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** `GET /api/figures/<metric>.csv|xlsx?from=&to=...`: the rows of a figure as a file, `lang=en` in English; trainers. */
export const mountFigureFiles = (app: Application, ctx: Ctx): void =>
  mountFileDoor(
    app,
    ctx,
    /^\/api\/figures\/(?<metric>[\w.]+)\.(?<format>csv|xlsx)$/u,
    'trainer',
    async (by, req) => {
      const format = String(req.params.format);
      const metric = METRICS.get(String(req.params.metric));
      if (!isFormat(format)) throw new RuleError('not_found');
      if (!metric) throw new RuleError('figure.unknown');
      const lang: Lang = req.query.lang === 'en' ? 'en' : 'zh';
      const filter = filterIn(textsIn(req.query));
      const view = await readFigure(ctx, by, metric.id, filter);
      const printed = { lang, zone: by.zone, chosen: await chosenIn(ctx, by, filter, lang) };
      const { type, write } = WRITERS[format];
      const name = `${figureName({ metric, view }, lang)}.${format}`;
      return { type, name, plain: `figure.${format}`, bytes: write({ metric, view }, printed) };
    },
  );

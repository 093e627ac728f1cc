import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { TraitView } from '../domain/api-trait.ts';
import { RuleError } from '../domain/errors.ts';
import { traitScores } from '../domain/trait.ts';
import { traitForm } from '../formats/traits.ts';
import { hasConsent } from '../store/consent.ts';
import { rightsPolicyOf } from '../store/rights-policy.ts';
import { styleOf } from '../store/style.ts';
import { traitsIn } from '../store/trait.ts';
import { route } from './route.ts';

const PACE = { perMinute: 120, burst: 60 };

const viewOf = async (ctx: Ctx, by: Signed): Promise<TraitView> => {
  const { traits: on } = await rightsPolicyOf(ctx.db.read, by.org);
  const given = on && (await hasConsent(ctx.db.read, by.person, 'traits'));
  const form = traitForm();
  const answers = given ? traitsIn(ctx.config.dataDir).answersOf(by.person) : {};
  const { items, scale, factors } = form;
  const scores = traitScores(form, answers);
  return { on, given, items, scale, factors, answers, scores, style: await styleOf(ctx.db.read, by.person) };
};

const read = route('GET /api/traits', { access: 'learner', limit: PACE }, (ctx, { by }) => viewOf(ctx, by));

const answer = route(
  'POST /api/traits/answer',
  {
    access: 'learner',
    limit: PACE,
    body: z.strictObject({ item: z.string().max(20), value: z.int().min(1).max(5) }),
  },
  async (ctx, { by, body }) => {
    const view = await viewOf(ctx, by);
    if (!view.on) throw new RuleError('trait.off');
    if (!view.given) throw new RuleError('trait.consent');
    if (!view.items.some((i) => i.id === body.item)) throw new RuleError('trait.item');
    const answers = { ...view.answers, [body.item]: body.value };
    traitsIn(ctx.config.dataDir).save(by.person, answers, ctx.now());
    return viewOf(ctx, by);
  },
);

export const traitRoutes = [read, answer];

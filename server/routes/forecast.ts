import { forecastView } from '../store/forecast.ts';
import { lookedThrough } from '../store/look.ts';
import { route } from './route.ts';

const READ = { perMinute: 60, burst: 30 };

const view = route('GET /api/forecast', { access: 'trainer', limit: READ }, async (ctx, { by }) => {
  const said = await forecastView(ctx.db.read, by.org);
  const people = said.fitted ? said.people.map((p) => p.person) : [];
  lookedThrough(ctx, by, people, 'forecast');
  return said;
});

export const forecastRoutes = [view];

import { forecastView } from '../store/forecast.ts';
import { route } from './route.ts';

const READ = { perMinute: 60, burst: 30 };

const view = route('GET /api/forecast', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  forecastView(ctx.db.read, by.org),
);

export const forecastRoutes = [view];

import { honourCatalogue } from '../formats/honours.ts';
import { leagueOf } from '../store/league-view.ts';
import { checkBoards } from './board.ts';
import { route } from './route.ts';

const mine = route(
  'GET /api/league',
  { access: 'learner', limit: { perMinute: 120, burst: 60 } },
  async (ctx, { by }) => {
    await checkBoards(ctx.db.read, by.org, 'people');
    return leagueOf(ctx.db.read, by, ctx.now(), honourCatalogue().leagues.length - 1);
  },
);

export const leagueRoutes = [mine];

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineRoom, defineServer, type Server } from '@colyseus/core';
import compression from 'compression';
import express, { type Application, type Request, type RequestHandler, type Response } from 'express';
import type { Ctx } from './context.ts';
import { battleRoom } from './rooms/battle-room.ts';
import { countRooms } from './rooms/count.ts';
import { crewRoom } from './rooms/crew-room.ts';
import { dockRoom } from './rooms/dock-room.ts';
import { LineTransport } from './rooms/line-transport.ts';
import { lobbyRoom } from './rooms/lobby-room.ts';
import { askRoutes } from './routes/ask.ts';
import { assignmentRoutes } from './routes/assignment.ts';
import { attemptRoutes } from './routes/attempt.ts';
import { mountAvatars } from './routes/avatar.ts';
import { awardRoutes, mountAwardAudits } from './routes/award.ts';
import { bankRoutes } from './routes/bank.ts';
import { battleRoutes } from './routes/battle.ts';
import { battleDoneRoutes } from './routes/battle-done.ts';
import { battleResultRoutes, mountBattleReports } from './routes/battle-result.ts';
import { billRoutes } from './routes/bill.ts';
import { boardRoutes } from './routes/board.ts';
import { bottleRoutes } from './routes/bottle.ts';
import { cardRoutes } from './routes/card.ts';
import { certificateRoutes, mountCertificates } from './routes/certificate.ts';
import { challengeRoutes } from './routes/challenge.ts';
import { chatRoutes } from './routes/chat.ts';
import { chatCareRoutes } from './routes/chat-care.ts';
import { cohortRoutes } from './routes/cohort.ts';
import { crewRoutes } from './routes/crew.ts';
import { effectRoutes } from './routes/effect.ts';
import { essayRoutes } from './routes/essay.ts';
import { exportRoutes } from './routes/export.ts';
import { figureRoutes } from './routes/figure.ts';
import { mountFigureFiles } from './routes/figure-files.ts';
import { forecastRoutes } from './routes/forecast.ts';
import { friendRoutes } from './routes/friend.ts';
import { giftRoutes } from './routes/gift.ts';
import { healthRoutes } from './routes/health.ts';
import { honourRoutes } from './routes/honour.ts';
import { importRoutes } from './routes/import.ts';
import { joinRoutes } from './routes/join.ts';
import { leagueRoutes } from './routes/league.ts';
import { mallRoutes } from './routes/mall.ts';
import { mountMallExports } from './routes/mall-export.ts';
import { mallStudioRoutes } from './routes/mall-studio.ts';
import { meRoutes } from './routes/me.ts';
import { mediaRoutes, mountMedia } from './routes/media.ts';
import { messageRoutes } from './routes/message.ts';
import { openRoutes } from './routes/open.ts';
import { mountOpenData } from './routes/open-files.ts';
import { policyRoutes } from './routes/policy.ts';
import { practiceRoutes } from './routes/practice.ts';
import { profileRoutes } from './routes/profile.ts';
import { programmeRoutes } from './routes/programme.ts';
import { questRoutes } from './routes/quest.ts';
import { questionRoutes } from './routes/question.ts';
import { questionListRoutes } from './routes/question-list.ts';
import { questsRoutes } from './routes/quests.ts';
import { reachRoutes } from './routes/reach.ts';
import { readingRoutes } from './routes/reading.ts';
import { regradeRoutes } from './routes/regrade.ts';
import { reviewRoutes } from './routes/review.ts';
import { rightsRoutes } from './routes/rights.ts';
import { mountRightsFiles } from './routes/rights-files.ts';
import { mountRoutes } from './routes/route.ts';
import { scenarioRoutes } from './routes/scenario.ts';
import { seasonRoutes } from './routes/season.ts';
import { statementRoutes } from './routes/statement.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { studioRoutes } from './routes/studio.ts';
import { mountFiles, submissionRoutes } from './routes/submission.ts';
import { surveyRoutes } from './routes/survey.ts';
import { systemRoutes } from './routes/system.ts';
import { mountSystem } from './routes/system-files.ts';
import { tournamentRoutes } from './routes/tournament.ts';
import { traitRoutes } from './routes/trait.ts';
import { visitRoutes } from './routes/visit.ts';
import { voyageRoutes } from './routes/voyage.ts';

export type AppPlaces = { contentDir: string; clientDir: string };
/** How the live rooms of several processes find each other; nothing for one process. */
export type LiveLink = Pick<
  Server['options'],
  'driver' | 'presence' | 'publicAddress' | 'selectProcessIdToCreateRoom'
>;

/** Every door of the product. */
export const ROUTES = [
  ...healthRoutes,
  ...joinRoutes,
  ...meRoutes,
  ...questRoutes,
  ...cardRoutes,
  ...attemptRoutes,
  ...practiceRoutes,
  ...voyageRoutes,
  ...crewRoutes,
  ...battleResultRoutes,
  ...battleDoneRoutes,
  ...battleRoutes,
  ...challengeRoutes,
  ...tournamentRoutes,
  ...certificateRoutes,
  ...programmeRoutes,
  ...messageRoutes,
  ...chatRoutes,
  ...chatCareRoutes,
  ...cohortRoutes,
  ...questsRoutes,
  ...studioRoutes,
  ...bankRoutes,
  ...questionRoutes,
  ...questionListRoutes,
  ...reviewRoutes,
  ...statisticsRoutes,
  ...mediaRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...regradeRoutes,
  ...essayRoutes,
  ...scenarioRoutes,
  ...assignmentRoutes,
  ...submissionRoutes,
  ...surveyRoutes,
  ...policyRoutes,
  ...awardRoutes,
  ...seasonRoutes,
  ...mallRoutes,
  ...mallStudioRoutes,
  ...giftRoutes,
  ...statementRoutes,
  ...bottleRoutes,
  ...askRoutes,
  ...readingRoutes,
  ...friendRoutes,
  ...profileRoutes,
  ...visitRoutes,
  ...honourRoutes,
  ...boardRoutes,
  ...leagueRoutes,
  ...figureRoutes,
  ...effectRoutes,
  ...billRoutes,
  ...reachRoutes,
  ...openRoutes,
  ...rightsRoutes,
  ...traitRoutes,
  ...forecastRoutes,
  ...systemRoutes,
];

/** Scripts and styles that the build has pressed with brotli go out as they are. */
const sendPressed =
  (clientDir: string): RequestHandler =>
  (req, res, next) => {
    const name = /^\/assets\/([\w.-]+\.(js|css))$/.exec(req.path)?.[1];
    const file = name === undefined ? '' : join(clientDir, 'assets', `${name}.br`);
    if (name === undefined || req.acceptsEncodings('br') !== 'br' || !existsSync(file)) return next();
    res.type(name.endsWith('.js') ? 'text/javascript' : 'text/css');
    res.setHeader('content-encoding', 'br');
    res.setHeader('vary', 'Accept-Encoding');
    res.setHeader('cache-control', 'public, max-age=31536000, immutable');
    res.sendFile(file);
  };

/** The built client: files with a hash in their name for ever, the page itself never from a cache. */
const mountClient = (app: Application, clientDir: string): void => {
  if (!existsSync(clientDir)) {
    app.get('/{*path}', (_req: Request, res: Response) => {
      res
        .status(404)
        .json({ code: 'not_found', details: { reason: 'the client is not built: npm run build' } });
    });
    return;
  }
  const hashed = { immutable: true, maxAge: '365d' } as const;
  app.use(sendPressed(clientDir));
  app.use('/assets', express.static(join(clientDir, 'assets'), hashed));
  app.use(express.static(clientDir, { maxAge: '1h', index: false }));
  app.get('/{*path}', (_req: Request, res: Response) => {
    res.setHeader('cache-control', 'no-cache');
    res.sendFile(join(clientDir, 'index.html'));
  });
};

/** The one server: HTTP doors, the built client and the live rooms on one port. */
export const createApp = (ctx: Ctx, places: AppPlaces, link: LiveLink = {}) =>
  defineServer({
    ...link,
    greet: false,
    gracefullyShutdown: false,
    transport: new LineTransport(),
    rooms: {
      lobby: defineRoom(lobbyRoom(ctx)).filterBy(['org']),
      crew: defineRoom(crewRoom(ctx)).filterBy(['crew']),
      battle: defineRoom(battleRoom(ctx)).filterBy(['battle']),
      dock: defineRoom(dockRoom(ctx)).filterBy(['org', 'mode']),
    },
    express: (app) => {
      app.disable('x-powered-by');
      app.use(compression());
      mountAvatars(app, ctx, places.contentDir);
      mountMedia(app, ctx);
      mountCertificates(app, ctx);
      mountFiles(app, ctx);
      mountBattleReports(app, ctx);
      mountAwardAudits(app, ctx);
      mountMallExports(app, ctx);
      mountFigureFiles(app, ctx);
      mountOpenData(app, ctx);
      mountRightsFiles(app, ctx);
      mountSystem(app, ctx, countRooms);
      mountRoutes(app, ctx, ROUTES);
      mountClient(app, places.clientDir);
    },
  });
export type App = ReturnType<typeof createApp>;

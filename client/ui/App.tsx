import { Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { followAddress, type Screen, screen } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { useBoot } from './boot.ts';
import { Aboard, boarding, Certificate, OfflineDoor, Thanks } from './chunks.ts';
import { Fault, FaultFence } from './Fault.tsx';
import { Join } from './Join.tsx';
import { LoginScreen } from './Login.tsx';
import { followSettings } from './look.ts';
import { Announcer } from './parts/index.ts';
import { Shore } from './Shore.tsx';
import { OfflineBanner, Toasts } from './Toasts.tsx';
import { useOfflinePractice } from './use-offline-practice.ts';
import { Waiting } from './Waiting.tsx';
import type { MountWorld } from './World.tsx';
import { useWatch } from './watch.ts';

/** Screens for those who have not entered: the voyage is fetched behind them, when they can be used. */
const OUTSIDE: readonly Screen['name'][] = ['join', 'login', 'certificate', 'thanks'];
const BOARDING_MS = { inside: 50, outside: 1500 } as const;

/** Fetches the voyage while the server is still asked who is here. */
const useBoarding = (now: Screen): void => {
  const outside = OUTSIDE.includes(now.name);
  useEffect(() => {
    const fetchIt = (): void => void boarding().catch(() => undefined);
    const timer = setTimeout(fetchIt, BOARDING_MS[outside ? 'outside' : 'inside']);
    return () => clearTimeout(timer);
  }, [outside]);
};

/** The whole client: canvas behind, one screen in front, notices above. */
export const App = ({ mountWorld }: { mountWorld: MountWorld }) => {
  useEffect(followSettings, []);
  useEffect(followAddress, []);
  useWatch();
  useOfflinePractice();
  return (
    <>
      <Announcer />
      <FaultFence>
        <Suspense fallback={<Loading />}>
          <Door mountWorld={mountWorld} />
        </Suspense>
      </FaultFence>
      <Toasts />
      <OfflineBanner />
    </>
  );
};

const Loading = () => (
  <Shore calm>
    <Waiting />
  </Shore>
);

/** Before anybody has entered: boot, join and login. */
const Door = ({ mountWorld }: { mountWorld: MountWorld }) => {
  const { ready, fault, retry } = useBoot();
  const now = useStore(screen);
  useBoarding(now);
  const me = useStore(session, (s) => s.me);
  const online = useStore(session, (s) => s.online);
  const cutOff = fault === 'offline' || (fault === undefined && !online);
  if (!ready && cutOff && now.name !== 'join') return <OfflineDoor onRetry={retry} />;
  if (fault !== undefined) return <Fault code={fault} onRetry={retry} />;
  if (!ready) return <Loading />;
  if (now.name === 'certificate') return <Certificate key={now.code} code={now.code} />;
  if (now.name === 'thanks') return <Thanks key={now.code} code={now.code} />;
  if (now.name === 'join') return <Join key={now.code} code={now.code} />;
  if (me === undefined) return <LoginScreen code={now.name === 'login' ? now.code : undefined} />;
  return <Aboard me={me} now={now} mountWorld={mountWorld} />;
};

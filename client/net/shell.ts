/**
 * Lets the browser keep the shell, so that a reload without a network still opens the game. Only in a built client, and
 * only where the browser allows it (https or this machine).
 */
export const keepShell = async (): Promise<void> => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    // A browser that forbids it (private windows, policies) plays on with a network.
  }
};

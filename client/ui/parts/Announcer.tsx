import { useEffect, useState } from 'react';

type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Says a text in the one polite live region; the same text twice is said twice. */
export const announce = (text: string): void => {
  for (const listener of listeners) listener(text);
};

/** Mounted once, at the top of the app. */
export const Announcer = () => {
  const [said, setSaid] = useState({ text: '', n: 0 });
  useEffect(() => {
    const listener: Listener = (text) => setSaid((s) => ({ text, n: s.n + 1 }));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return (
    <div className="sr-only" aria-live="polite" role="status" data-testid="announcer">
      <span key={said.n}>{said.text}</span>
    </div>
  );
};

import { useCallback, useEffect, useState } from 'react';

export type Speech = {
  can: boolean;
  speaking: boolean;
  speak: (text: string, lang: string) => void;
  stop: () => void;
};

const engine = (): SpeechSynthesis | undefined => globalThis.speechSynthesis;

/** Reads a text aloud with the device's own voice; stops when asked, and when the screen is left. */
export const useSpeech = (): Speech => {
  const [speaking, setSpeaking] = useState(false);
  const stop = useCallback(() => {
    engine()?.cancel();
    setSpeaking(false);
  }, []);
  const speak = useCallback((text: string, lang: string) => {
    const voice = engine();
    if (voice === undefined) return;
    voice.cancel();
    const said = new SpeechSynthesisUtterance(text);
    said.lang = lang;
    said.onend = () => setSpeaking(false);
    said.onerror = () => setSpeaking(false);
    setSpeaking(true);
    voice.speak(said);
  }, []);
  useEffect(() => stop, [stop]);
  return { can: engine() !== undefined, speaking, speak, stop };
};

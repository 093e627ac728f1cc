declare module 'zzfx' {
  export const ZZFX: { volume: number; audioContext: AudioContext };
  export const zzfx: (...parameters: number[]) => AudioBufferSourceNode;
}

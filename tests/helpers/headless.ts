/** Lets Phaser run without a screen in jsdom: a drawing context that draws nothing, and images that arrive. */
const context = new Proxy<Record<string, unknown>>(
  {},
  {
    get: (kept, name) => {
      if (name === 'getImageData' || name === 'createImageData')
        return (_x: number, _y: number, w = 1, h = 1) => ({
          data: new Uint8ClampedArray(w * h * 4),
          width: w,
          height: h,
        });
      if (name === 'measureText') return () => ({ width: 1 });
      if (name === 'createLinearGradient' || name === 'createRadialGradient')
        return () => ({ addColorStop: () => undefined });
      return kept[String(name)] ?? (() => undefined);
    },
    set: (kept, name, value) => {
      kept[String(name)] = value;
      return true;
    },
  },
);
Object.assign(HTMLCanvasElement.prototype, {
  getContext(this: HTMLCanvasElement, kind: string) {
    return kind === '2d' ? Object.assign(Object.create(context), { canvas: this }) : null;
  },
  toDataURL: () => 'data:,',
});
Object.defineProperty(HTMLImageElement.prototype, 'src', {
  set(this: HTMLImageElement) {
    setTimeout(() => this.onload?.(new Event('load')), 0);
  },
});
window.focus = () => undefined;

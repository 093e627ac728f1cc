/** Photos larger than this are made smaller before they travel. */
const LARGE_BYTES = 1_500_000;
const MOST_PX = 2400;
const QUALITY = 0.86;
const PHOTOS: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

const scaled = (bitmap: ImageBitmap): HTMLCanvasElement => {
  const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
};

/** A photo of a phone as a JPEG of at most 2400 px; anything else, and what would not become smaller, as it is. */
export const shrink = async (file: File): Promise<File> => {
  if (!PHOTOS.includes(file.type) || file.size < LARGE_BYTES) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = scaled(bitmap);
    bitmap.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (blob === null || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/u, '.jpg'), { type: 'image/jpeg' });
  } catch {
    return file;
  }
};

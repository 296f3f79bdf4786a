import sharp from 'sharp';
import { MAX_PICTURE_PIXELS, THUMBNAIL_EDGE } from '../limits.js';
import { readExif, type PhotoFacts } from './exif.js';

sharp.concurrency(1);
sharp.cache(false);

export interface PictureFacts extends PhotoFacts {
  width: number;
  height: number;
}

export class PictureError extends Error {
  readonly reason: 'pixels' | 'broken';
  constructor(reason: 'pixels' | 'broken', cause?: unknown) {
    super(reason, { cause });
    this.name = 'PictureError';
    this.reason = reason;
  }
}

/** Size, time and place of a picture from its header alone. @throws PictureError above `MAX_PICTURE_PIXELS` or when there is no header */
export async function readPicture(path: string): Promise<PictureFacts> {
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw new PictureError('broken', error);
    });
  const { width = 0, height = 0 } = header;
  if (width * height > MAX_PICTURE_PIXELS) throw new PictureError('pixels');
  if (!width || !height) throw new PictureError('broken');
  const turned = (header.orientation ?? 1) >= 5;
  return {
    width: turned ? height : width,
    height: turned ? width : height,
    ...(header.exif ? readExif(header.exif) : {}),
  };
}

/** A JPEG of at most `THUMBNAIL_EDGE` pixels, upright, without metadata. @throws PictureError when the picture cannot be decoded */
export async function thumbnail(path: string): Promise<Buffer> {
  return sharp(path, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error' })
    .rotate()
    .resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 78 })
    .toBuffer()
    .catch((error: unknown) => {
      throw new PictureError('broken', error);
    });
}

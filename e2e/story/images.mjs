// The pictures of the README and the guides, taken from the story's own screens.
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** Bytes a committed picture may have. */
export const MAX_IMAGE_BYTES = 300_000;

const IMAGES = {
  'inbox.png': 'inbox-officer-1440.png',
  'task.png': 'task-record-1440.png',
  'case.png': 'case-inspection-1440.png',
  'designer.png': 'process-designer-1440.png',
  'form-designer.png': 'form-designer-1440.png',
  'phone-task.png': 'task-rectify-390.png',
};

export async function imagesForGuides(screens, target) {
  fs.mkdirSync(target, { recursive: true });
  for (const [name, screen] of Object.entries(IMAGES)) {
    const source = path.join(screens, screen);
    if (!fs.existsSync(source)) throw new Error(`no screen ${screen} for ${name}`);
    const bytes = await sharp(source).png({ palette: true, quality: 90, compressionLevel: 9 }).toBuffer();
    if (bytes.length > MAX_IMAGE_BYTES) throw new Error(`${name} has ${bytes.length} bytes`);
    fs.writeFileSync(path.join(target, name), bytes);
  }
}

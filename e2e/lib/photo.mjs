// A small real JPEG, different every time, so that no two uploads are the same file.
import sharp from 'sharp';

const pool = [];
for (let i = 0; i < 8; i += 1) {
  const colour = { r: (i * 53) % 255, g: (i * 97) % 255, b: (i * 31) % 255 };
  pool.push(
    await sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
      .jpeg()
      .toBuffer(),
  );
}
let next = 0;

export const photo = () => pool[next++ % pool.length];

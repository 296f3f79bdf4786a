// What an inspector photographs, drawn: a real JPEG of a size a phone would send, no two alike.
import sharp from 'sharp';

const scene = (shapes, sky = '#cfd8df', ground = '#8b8f8a') => `
  <defs><linearGradient id="s" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="#eef1f2"/></linearGradient></defs>
  <rect width="960" height="720" fill="url(#s)"/><rect y="470" width="960" height="250" fill="${ground}"/>${shapes}`;
const drum = (x, y) =>
  `<g transform="translate(${x} ${y})"><rect width="90" height="140" rx="8" fill="#2f5f8f"/><path d="M0 45h90M0 95h90" stroke="#23496e" stroke-width="6"/></g>`;

const SCENES = {
  aisle: scene([0, 1, 2, 3, 4, 5].map((i) => drum(150 + i * 110, 340 + (i % 2) * 60)).join('')),
  'aisle-clear': scene('<path d="M360 720 440 470h80l80 250z" fill="#d7b53c" opacity=".8"/>'),
  box: scene(
    '<rect x="330" y="150" width="300" height="380" rx="6" fill="#b9bdc0" stroke="#777" stroke-width="8"/><path d="M400 230h160M400 300h160M400 370h160" stroke="#444" stroke-width="14"/><path d="M480 530c-40 60 60 90 0 180" stroke="#a33" stroke-width="9" fill="none"/>',
  ),
  'box-after': scene(
    '<rect x="330" y="150" width="300" height="380" rx="6" fill="#c9cdd0" stroke="#555" stroke-width="8"/><rect x="420" y="250" width="120" height="90" fill="#f4f4f4" stroke="#1c7c45" stroke-width="8"/><path d="M480 530v190" stroke="#777" stroke-width="26"/>',
  ),
  pool: scene(
    '<ellipse cx="480" cy="560" rx="300" ry="110" fill="#3d4a3f"/><ellipse cx="480" cy="550" rx="250" ry="80" fill="#232b25"/>',
    '#b9c4c9',
    '#7d7a70',
  ),
  'pool-after': scene(
    '<ellipse cx="480" cy="560" rx="300" ry="110" fill="#8f9499"/><path d="M180 560V400h600v160M180 470h600" stroke="#d7a11e" stroke-width="14" fill="none"/>',
  ),
};
let serial = 0;

/** A file for a file input: `photo('box')` → box.jpg. */
export async function photo(name) {
  serial += 1;
  const mark = `<text x="940" y="700" text-anchor="end" font-size="28" fill="#fff" opacity=".85">${serial}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720">${SCENES[name]}${mark}</svg>`;
  const buffer = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer };
}

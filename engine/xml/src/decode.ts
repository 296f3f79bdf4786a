import type { Problem } from './problem.js';
import { problemAt, Refusal } from './refusal.js';

export type Decoded =
  { readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: Problem };

/** How far into a text its XML declaration may reach. */
const DECLARATION_LENGTH = 256;
const DECLARED_ENCODING = /^(<\?xml\s[^>]*?encoding\s*=\s*)(["'])([A-Za-z][\w.-]*)\2/;

/**
 * The text of an XML file as its own declaration says (XML 1.0, appendix F): a byte order mark, else the encoding of
 * the XML declaration, else UTF-8. A byte that cannot be in that encoding refuses the file: a replacement character
 * in a name or a condition would be another name or condition.
 */
export function decodeXml(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const decoder = decoderFor(encoding);
  if (!decoder) return { problem: problemAt(new Refusal('XML_ENCODING', `Unknown encoding '${encoding}'`), 1, 1) };
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    const before = new TextDecoder(encoding).decode(bytes.subarray(0, firstWrongByte(bytes, encoding)), {
      stream: true,
    });
    const lines = before.split('\n');
    const message = `The text is not ${decoder.encoding.toUpperCase()} as it says: a byte that cannot be there`;
    const problem = problemAt(new Refusal('XML_ENCODING', message), lines.length, lines[lines.length - 1]!.length + 1);
    return { problem };
  }
}

/** {@link decodeXml} for what was accepted long ago and must be shown or run: bytes that fit nothing become U+FFFD. */
export function decodeXmlAnyway(bytes: Uint8Array): string {
  return decodeXml(bytes).text ?? new TextDecoder().decode(bytes);
}

/** The bytes of a text, in UTF-8. A declaration that names another encoding names this one then. */
export function encodeXml(text: string): Uint8Array {
  const head = text.slice(0, DECLARATION_LENGTH);
  const declared = head.replace(DECLARED_ENCODING, (whole, before: string, quote: string, name: string) =>
    name.toLowerCase() === 'utf-8' ? whole : `${before}${quote}UTF-8${quote}`,
  );
  return new TextEncoder().encode(declared + text.slice(DECLARATION_LENGTH));
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_LENGTH));
  const declared = DECLARED_ENCODING.exec(head)?.[3] ?? 'utf-8';
  // The declaration was legible in single bytes, so it is not in two: programs copy it along when they convert a text.
  return /^(utf-?16|ucs-?2|iso-10646-ucs-2)/i.test(declared) ? 'utf-8' : declared;
}

function decoderFor(encoding: string): TextDecoder | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return undefined;
  }
}

/** Where the longest beginning ends that could still be followed by something right. */
function firstWrongByte(bytes: Uint8Array, encoding: string): number {
  let [right, wrong] = [0, bytes.length];
  while (right < wrong) {
    const middle = Math.ceil((right + wrong) / 2);
    if (isBeginning(bytes.subarray(0, middle), encoding)) right = middle;
    else wrong = middle - 1;
  }
  return right;
}

function isBeginning(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

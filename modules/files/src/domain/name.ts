import { MAX_NAME_LENGTH } from '../limits.js';

/** Control characters, and those that turn the direction of writing around to hide an ending. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** An original name fit to be shown and to be offered for saving: the last part of a path, without hidden characters, never empty. */
export function cleanName(name: string): string {
  const last = name
    .replace(HIDDEN, '')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+/, '')
    .trim();
  const characters = Array.from(last);
  if (characters.length <= MAX_NAME_LENGTH) return last || '未命名';
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(last)?.[0] ?? '';
  return characters.slice(0, MAX_NAME_LENGTH - ending.length).join('') + ending;
}

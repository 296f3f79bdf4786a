import { withoutInvisible } from '@anliu/text';
import { MAX_NAME_LENGTH } from '../limits.js';
import { say } from '../sentences.js';

/** An original name fit to be shown and to be offered for saving: the last part of a path, without hidden characters, never empty. */
export function cleanName(name: string): string {
  // What turns the direction of writing around would hide the ending.
  const last = withoutInvisible(name)
    .replace(/[\t\n\r]/g, '')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+/, '')
    .trim();
  const characters = Array.from(last);
  if (characters.length <= MAX_NAME_LENGTH) return last || say.unnamed.toString();
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(last)?.[0] ?? '';
  return characters.slice(0, MAX_NAME_LENGTH - ending.length).join('') + ending;
}

import { ConventionError } from './convention-error.js';
import { split } from './split.js';

/** Commas and semicolons of either width, and blanks, never belong to an id. */
const ID = /^[^\s,;，；]+$/u;

/** Reads a list of ids joined by commas (`anliu.separate`, `anliu.check` …); no text is an empty list. @throws ConventionError */
export const parseIds = (text: string | undefined): string[] =>
  split(text ?? '', ',').map((part) => {
    if (!ID.test(part.text)) throw new ConventionError('ID_LIST', { part: part.text, at: part.at });
    return part.text;
  });

/** @throws ConventionError for an id with a blank, a comma or a semicolon */
export const formatIds = (ids: readonly string[]): string =>
  ids
    .map((id) => {
      if (!ID.test(id)) throw new ConventionError('ID_LIST', { part: id });
      return id;
    })
    .join(',');

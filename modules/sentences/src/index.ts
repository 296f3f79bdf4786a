export { catalogue, type Catalogue } from './catalogue.js';
export {
  inBoth,
  INSTALLATION_LANGUAGE,
  LANGUAGES,
  Sentence,
  SEMICOLON,
  together,
  withoutStop,
  type Language,
  type Parameter,
  type Wordings,
} from './sentence.js';
export { asText, sentenceOf, spoken, type Unspoken } from './spoken.js';

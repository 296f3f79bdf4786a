export { catalogue, type Catalogue } from './catalogue.js';
export {
  INSTALLATION_LANGUAGE,
  LANGUAGES,
  Sentence,
  together,
  type Language,
  type Parameter,
  type Wordings,
} from './sentence.js';
export { asText, sentenceOf, spoken, type Unspoken } from './spoken.js';

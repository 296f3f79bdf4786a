export { invisibleIn, isBlank, withoutInvisible } from './visible.js';
export { searchPattern, searchText } from './search.js';

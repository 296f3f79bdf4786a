export { regionsFolder, templatesFolder } from './folder.js';
export { demonstrationRegion, readRegions, regionOn, type Region } from './region.js';

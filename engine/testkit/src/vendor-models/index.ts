export { compareVendorModels, readVerdicts, type Comparison, type VendorModel, type Verdict } from './compare.js';
export { VENDOR_KINDS, type VendorKind } from './kinds.js';
export { deployOverRest } from './rest.js';

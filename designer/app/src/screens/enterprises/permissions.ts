/** Permission under which the server lets somebody import enterprises. */
export const IMPORT_PERMISSION = 'enterprises.import';

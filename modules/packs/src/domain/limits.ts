/** Files of one pack folder. */
export const MAX_PACK_FILES = 500;
/** Bytes of one artefact. */
export const MAX_ARTIFACT_BYTES = 2 * 1024 * 1024;
/** Bytes of all artefacts together; a version is one stored document and MongoDB ends at 16 MiB. */
export const MAX_PACK_BYTES = 12 * 1024 * 1024;
/** Characters of one `anliu.*` property. */
export const MAX_PROPERTY_LENGTH = 8_000;
/** Nesting of elements in a process file. */
export const MAX_XML_DEPTH = 100;
/** Characters of a publication note. */
export const MAX_NOTE_LENGTH = 500;

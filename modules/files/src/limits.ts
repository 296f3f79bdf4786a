const MIB = 1024 * 1024;

/** Bytes of one photo. */
export const MAX_PHOTO_BYTES = 10 * MIB;
/** Bytes of one attachment. */
export const MAX_ATTACHMENT_BYTES = 50 * MIB;
/** Files of one upload request. */
export const MAX_FILES_PER_UPLOAD = 9;
/** Width × height of a picture as its header says, before anything is decoded. */
export const MAX_PICTURE_PIXELS = 80_000_000;
/** Longer edge of a thumbnail in pixels. */
export const THUMBNAIL_EDGE = 320;
/** Characters kept of an original file name. */
export const MAX_NAME_LENGTH = 120;
/** Entries of an office file (a ZIP archive). */
export const MAX_ARCHIVE_ENTRIES = 5_000;
/** Bytes that an office file may claim to unpack to. */
export const MAX_UNPACKED_BYTES = 500 * MIB;
/** How many times its size an office file may claim to unpack to. */
export const MAX_UNPACK_RATIO = 200;

/** Bytes one person may upload in one day of the office. */
export const MAX_PERSON_DAY_BYTES = 2 * 1024 * MIB;
/** Bytes of all files of one case. */
export const MAX_CASE_BYTES = 4 * 1024 * MIB;
/** Bytes of all files of the installation. */
export const MAX_INSTALLATION_BYTES = 500 * 1024 * MIB;
/** Milliseconds a file that no case and no draft has is kept: long enough for a form left open over a holiday. */
export const UNATTACHED_MS = 10 * 24 * 3_600_000;
/** Milliseconds between two looks for such files, how many are removed at one, and how many while others wait. */
export const SWEEP_EVERY_MS = 3_600_000;
export const MAX_SWEPT_FILES = 200;
export const SWEPT_AT_ONCE = 20;

export const inMegabytes = (bytes: number): string => `${Math.round((bytes / MIB) * 10) / 10} MB`;

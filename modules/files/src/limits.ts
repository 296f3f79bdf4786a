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

export const inMegabytes = (bytes: number): string => `${Math.round((bytes / MIB) * 10) / 10} MB`;

import { catalogue } from '@anliu/sentences';

export const say = catalogue('files', {
  quotaPersonDay: [
    '您今天已上传 {used}，每人每天最多 {limit}。请压缩照片，或明天再上传；急需时请联系系统管理员。',
    'You have uploaded {used} today; the limit is {limit} a person and day. Compress the photos or upload tomorrow; if it is urgent, tell the system administrator.',
  ],
  quotaCase: [
    '本办件已有 {used} 的文件，每件最多 {limit}。请去掉不需要的附件，或压缩后再提交。',
    'This case has {used} of files; the limit is {limit} a case. Remove attachments that are not needed, or compress them and submit again.',
  ],
  quotaInstallation: [
    '本系统已存 {used} 的文件，上限 {limit}。请联系系统管理员清理或扩容后再上传。',
    'The system holds {used} of files; the limit is {limit}. Ask the system administrator to make room, then upload again.',
  ],
  nothingReceived: ['没有收到文件，请选择文件后再上传。', 'No file arrived. Choose one and upload again.'],
  noThumbnail: ['该文件没有缩略图。', 'This file has no thumbnail.'],
  heic: [
    '文件“{name}”是 HEIC/AVIF 格式，无法在各单位电脑上查看，请在手机“相机—格式”中选“兼容性最佳”，或转为 JPEG 后上传。',
    'The file "{name}" is HEIC/AVIF, which office computers cannot show. Set the camera of the phone to "most compatible", or convert it to JPEG.',
  ],
  macro: [
    '文件“{name}”含有宏，不能上传，请另存为不含宏的文件。',
    'The file "{name}" has macros and cannot be uploaded. Save it as a file without macros.',
  ],
  archive: [
    '文件“{name}”的内部结构不正常，不能上传。',
    'The inner structure of the file "{name}" is not sound; it cannot be uploaded.',
  ],
  unknownType: [
    '文件“{name}”的实际内容不是允许的格式（照片：JPEG、PNG、WebP；附件另可为 PDF、DOCX、XLSX）。',
    'What the file "{name}" holds is of no permitted type (photos: JPEG, PNG, WebP; attachments also PDF, DOCX, XLSX).',
  ],
  notAPhoto: [
    '“{name}”不是照片，请上传 JPEG、PNG 或 WebP 格式的照片。',
    '"{name}" is not a photo. Upload a JPEG, PNG or WebP.',
  ],
  photoTooLarge: [
    '照片“{name}”有 {size}，超过单个照片上限 {limit}，请压缩后重新上传。',
    'The photo "{name}" has {size}; the limit is {limit} a photo. Compress it and upload again.',
  ],
  attachmentTooLarge: [
    '附件“{name}”有 {size}，超过单个附件上限 {limit}，请压缩后重新上传。',
    'The attachment "{name}" has {size}; the limit is {limit} an attachment. Compress it and upload again.',
  ],
  empty: ['文件“{name}”是空的，请重新选择。', 'The file "{name}" is empty. Choose another.'],
  tooManyPixels: [
    '照片“{name}”超过 {max} 百万像素，请缩小后重新上传。',
    'The photo "{name}" has more than {max} million pixels. Make it smaller and upload again.',
  ],
  broken: [
    '照片“{name}”已损坏，无法打开，请重新拍摄或选择。',
    'The photo "{name}" is damaged and cannot be opened. Take or choose another.',
  ],
  attachmentGone: [
    '有附件不存在或不是您上传的，请删除后重新上传。',
    'An attachment does not exist or is not yours. Remove it and upload it again.',
  ],
  notFound: ['文件不存在，或您无权查看。', 'There is no such file, or you may not see it.'],
  unnamed: ['未命名', 'unnamed'],
});

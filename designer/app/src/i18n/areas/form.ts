import type { Area } from '../catalogue.js';

export const form = {
  uploading: ['照片或附件还在上传，传完后再提交。', 'Files are still being uploaded; submit when they are done.'],
  uploadFailed: ['没有传上去，请重试', 'was not uploaded; try again'],
  unavailable: ['表单没有加载成功，请重新加载页面。', 'The form did not load; reload the page.'],
} satisfies Area;

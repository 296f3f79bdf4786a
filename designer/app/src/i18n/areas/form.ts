import type { Area } from '../catalogue.js';

export const form = {
  uploadTooLarge: ['“{name}”超过 {limit} 的上限，请压缩或另选。', '“{name}” exceeds {limit}.'],
  uploadFailed: ['“{name}”没有上传成功，请重试。', '“{name}” was not uploaded.'],
  unavailable: ['表单没有加载成功，请重新加载页面。', 'The form did not load; reload the page.'],
} satisfies Area;

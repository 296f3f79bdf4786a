export { createPlugin } from './plugin.js';
export { renderPdf, MAX_HTML_LENGTH, type RenderOptions } from './render.js';
export { RenderThread, RENDER_TIMEOUT_MS } from './render-thread.js';

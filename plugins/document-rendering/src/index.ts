export { createPlugin, TOPIC, type Plugin, type PluginOptions } from './plugin.js';
export { renderPdf, MAX_HTML_LENGTH, type RenderOptions } from './render.js';
export { RenderThread, RENDER_TIMEOUT_MS } from './render-thread.js';
